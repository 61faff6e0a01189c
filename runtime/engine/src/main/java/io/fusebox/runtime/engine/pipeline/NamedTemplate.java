package io.fusebox.runtime.engine.pipeline;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.plm.Plm;
import io.fusebox.toolkit.template.InputTemplate;
import java.util.function.Supplier;

/**
 * The template that a pipeline names, refused with the pipeline's name and the key: while it is
 * only a text in a file, and once more with the PLM that is to read it.
 */
record NamedTemplate(String pipeline, InputTemplate template) {

  static NamedTemplate of(PipelineSpec spec) {
    InputTemplate template =
        spec.template()
            .flatMap(
                text ->
                    spec.plm()
                        .model()
                        .map(folder -> read(spec.name(), () -> InputTemplate.of(text, folder))))
            .orElse(InputTemplate.NONE);
    return new NamedTemplate(spec.name(), template);
  }

  /** The template, tried with a question. */
  InputTemplate on(Plm plm) {
    if (template != InputTemplate.NONE) {
      read(pipeline, () -> template.tokens(plm.tokenizer(), "what?", plm.beginsInput()));
    }
    return template;
  }

  private static <T> T read(String pipeline, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (FuseboxException e) {
      throw new FuseboxException("%s: 'template': %s".formatted(pipeline, e.getMessage()), e);
    }
  }
}
