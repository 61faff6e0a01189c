package io.fusebox.runtime.launcher.demo;

import io.fusebox.api.task.Scores;
import io.fusebox.runtime.data.Dataset;
import io.fusebox.runtime.engine.answer.Evaluation;
import io.fusebox.runtime.engine.answer.Subsets;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.weights.TrainedWeights;
import io.fusebox.runtime.experiments.ExperimentSpec;
import io.fusebox.runtime.experiments.Grid;
import io.fusebox.runtime.experiments.Recipe;
import io.fusebox.runtime.host.Fusebox;
import io.fusebox.runtime.training.Dropping;
import io.fusebox.runtime.training.Trainer;
import io.fusebox.runtime.training.Training;
import io.fusebox.runtime.training.TrainingPlan;
import io.fusebox.runtime.training.versions.Kept;
import io.fusebox.runtime.training.versions.Origin;
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
public record WithoutParts(Fusebox box, Demo.Watcher watcher) {
  /** How often a part is left out. */
  private static final Dropping DROPPING = new Dropping(0.25, 0.25);

  /**
   * Trains and measures.
   *
   * @return what each subset scored, smallest first, and of what; empty when interrupted
   */
  public Optional<Measured> run(Grid grid, BooleanSupplier interrupted) {
    try (Pipeline pipeline = box.assemble(box.spec(grid.spec().pipeline()))) {
      Training training =
          new Training(pipeline, plan(grid.spec()), grid.train(), box.features().hashes());
      Trainer.Result trained = train(training, interrupted);
      if (!trained.complete()) {
        return Optional.empty();
      }
      Path file = box.pipelineFile(grid.spec().pipeline());
      Origin origin = new Origin(file, grid.train().folder());
      Kept kept = box.versions(pipeline.spec()).keep(pipeline, training, trained, origin, false);
      return Optional.of(new Measured(measure(pipeline, trained.weights(), grid.test()), kept));
    }
  }

  /**
   * What was trained and measured.
   *
   * @param scores of each subset, smallest first
   */
  public record Measured(Map<Set<String>, Scores> scores, Kept kept) {}

  /** As the experiment trains, but twice as long: there is more to learn. */
  private static TrainingPlan plan(ExperimentSpec experiment) {
    Recipe recipe = experiment.training();
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

  private Trainer.Result train(Training training, BooleanSupplier interrupted) {
    try (TaskProgress progress = watcher.start("with parts left out")) {
      return training.train(box.workspace(), box.features(), progress, interrupted);
    }
  }

  private Map<Set<String>, Scores> measure(
      Pipeline pipeline, TrainedWeights weights, Dataset test) {
    Map<Set<String>, Scores> scores = new LinkedHashMap<>();
    for (Set<String> parts : Subsets.of(pipeline)) {
      try (TaskProgress progress = watcher.start("with " + String.join(" + ", parts))) {
        Dataset left = test.only(parts);
        scores.put(
            parts,
            Evaluation.of(pipeline, box.features(), weights, left.examples(), progress).scores());
      }
    }
    return scores;
  }
}
