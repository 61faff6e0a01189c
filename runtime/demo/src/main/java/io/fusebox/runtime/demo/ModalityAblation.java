package io.fusebox.runtime.demo;

import io.fusebox.api.task.Scores;
import io.fusebox.runtime.data.Dataset;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.runtime.experiments.ExperimentGrid;
import io.fusebox.runtime.experiments.ExperimentSpec;
import io.fusebox.runtime.experiments.TrainingSettings;
import io.fusebox.runtime.host.Fusebox;
import io.fusebox.runtime.training.Evaluation;
import io.fusebox.runtime.training.InputSubsets;
import io.fusebox.runtime.training.ModalityDropout;
import io.fusebox.runtime.training.Trainer;
import io.fusebox.runtime.training.TrainingPlan;
import io.fusebox.runtime.training.TrainingRun;
import io.fusebox.runtime.training.versions.SavedVersion;
import io.fusebox.runtime.training.versions.TrainingOrigin;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Trains an experiment's pipeline with parts of the examples left out, and measures it with every
 * subset of them. The weights stay with the pipeline.
 */
public record ModalityAblation(Fusebox box, Demo.DemoListener watcher) {
  /** How often a part is left out. */
  private static final ModalityDropout DROPPING = new ModalityDropout(0.25, 0.25);

  /**
   * Trains and measures.
   *
   * @return what each subset scored, smallest first, and of what; empty when interrupted
   */
  public Optional<AblationResult> run(ExperimentGrid grid, BooleanSupplier interrupted) {
    try (Pipeline pipeline = box.assemble(box.spec(grid.spec().pipeline()))) {
      TrainingRun training =
          new TrainingRun(pipeline, plan(grid.spec()), grid.train(), box.features().hashes());
      Trainer.Result trained = train(training, interrupted);
      if (!trained.complete()) {
        return Optional.empty();
      }
      Path file = box.pipelineFile(grid.spec().pipeline());
      TrainingOrigin origin = new TrainingOrigin(file, grid.train().folder());
      SavedVersion kept =
          box.versions(pipeline.spec()).keep(pipeline, training, trained, origin, false);
      return Optional.of(
          new AblationResult(measure(pipeline, trained.weights(), grid.test()), kept));
    }
  }

  /**
   * The results of training and measuring.
   *
   * @param scores of each subset, smallest first
   */
  public record AblationResult(Map<Set<String>, Scores> scores, SavedVersion kept) {}

  /** As the experiment trains, but twice as long: there is more to learn. */
  private static TrainingPlan plan(ExperimentSpec experiment) {
    TrainingSettings recipe = experiment.training();
    return new TrainingPlan(
        experiment.shots().get(0),
        2 * recipe.epochs(),
        recipe.steps(),
        recipe.batch(),
        recipe.learningRate(),
        recipe.schedule(),
        0,
        recipe.sampling(),
        DROPPING);
  }

  private Trainer.Result train(TrainingRun training, BooleanSupplier interrupted) {
    try (TaskProgress progress = watcher.start("with parts left out")) {
      return training.train(box.workspace(), box.features(), progress, interrupted);
    }
  }

  private Map<Set<String>, Scores> measure(Pipeline pipeline, WeightValues weights, Dataset test) {
    Map<Set<String>, Scores> scores = new LinkedHashMap<>();
    for (Set<String> parts : InputSubsets.of(pipeline)) {
      try (TaskProgress progress = watcher.start("with " + String.join(" + ", parts))) {
        Dataset left = test.restrictedTo(parts);
        scores.put(
            parts,
            Evaluation.of(pipeline, box.features(), weights, left.examples(), progress).scores());
      }
    }
    return scores;
  }
}
