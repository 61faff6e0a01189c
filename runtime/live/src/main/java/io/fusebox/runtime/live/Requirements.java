package io.fusebox.runtime.live;

import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.task.TaskType;
import io.fusebox.runtime.engine.pipeline.ComponentSpec;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.engine.plugins.Plugins;
import io.fusebox.runtime.live.MissingRequirementException.Requirement;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what is missing for a pipeline, before anything large is loaded. */
record Requirements(Plugins plugins) {

  /** Throws {@link MissingRequirementException} with all that is missing. */
  void require(PipelineSpec spec) {
    List<Requirement> missing = new ArrayList<>();
    model(spec.plm(), missing);
    if (!spec.plm().id().isEmpty()) {
      plugin(Plm.class, "the PLM", spec.plm(), missing);
    }
    spec.inputs()
        .forEach(
            (input, part) -> {
              plugin(ModalityEncoder.class, "the " + input + " encoder", part, missing);
              model(part, missing);
            });
    spec.strategies()
        .forEach(part -> plugin(FusionStrategy.class, "the fusion strategy", part, missing));
    plugin(TaskType.class, "the task", spec.task(), missing);
    if (!missing.isEmpty()) {
      throw new MissingRequirementException(missing);
    }
  }

  private void plugin(Class<?> kind, String words, ComponentSpec part, List<Requirement> missing) {
    if (plugins.of(kind).stream().noneMatch(f -> f.id().equals(part.id()))) {
      missing.add(
          new Requirement("%s %s (no jar in plugins brings it)".formatted(words, part.id())));
    }
  }

  private static void model(ComponentSpec part, List<Requirement> missing) {
    part.model()
        .filter(model -> !Files.exists(model))
        .ifPresent(model -> missing.add(new Requirement("the model " + model, Optional.of(model))));
  }
}
