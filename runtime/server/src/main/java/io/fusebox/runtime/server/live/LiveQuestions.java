package io.fusebox.runtime.server.live;

import io.fusebox.api.encoder.Modality;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.explain.Explainer;
import io.fusebox.runtime.explain.gradients.QuadratureRule;
import io.fusebox.runtime.host.LiveFusebox;
import io.fusebox.runtime.live.QuestionFiles;
import io.fusebox.runtime.live.Reply;
import io.fusebox.runtime.server.system.QuestionAnswering;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Answers of live pipelines. */
record LiveQuestions(LiveFusebox fusebox) implements QuestionAnswering {
  @Override
  public void requirePipeline(String name) {
    fusebox.pipeline(name);
  }

  @Override
  public Map<String, Modality> inputs(String pipeline) {
    return fusebox
        .pipeline(pipeline)
        .during(
            "reading its inputs",
            (active, weights) -> {
              Map<String, Modality> inputs = new LinkedHashMap<>();
              active.modalityInputs().forEach(input -> inputs.put(input.name(), input.modality()));
              return inputs;
            });
  }

  @Override
  public Reply ask(String pipeline, Question question, QuestionFiles files) {
    return fusebox.pipeline(pipeline).ask(question, files);
  }

  @Override
  public Reply ask(
      String pipeline, Question question, QuestionFiles files, Consumer<String> pieces) {
    return fusebox.pipeline(pipeline).ask(question, files, pieces);
  }

  @Override
  public ExplainedAnswer explain(
      String name, String strategy, Question question, Optional<String> answer, OptionalInt steps) {
    return fusebox
        .pipeline(name)
        .during(
            "explaining",
            strategy,
            (pipeline, weights) ->
                new ExplainedAnswer(
                    pipeline.spec().strategy(),
                    new Explainer(pipeline, fusebox.features(), weights)
                        .explain(question, answer, QuadratureRule.GAUSS_LEGENDRE, steps)));
  }
}
