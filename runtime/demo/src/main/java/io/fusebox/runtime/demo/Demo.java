package io.fusebox.runtime.demo;

import io.fusebox.runtime.data.Dataset;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.host.Fusebox;
import io.fusebox.runtime.training.Evaluation;
import io.fusebox.runtime.training.Trainer;
import io.fusebox.runtime.training.TrainingPlan;
import io.fusebox.runtime.training.TrainingRun;
import io.fusebox.runtime.training.versions.TrainedVersions;
import io.fusebox.runtime.training.versions.TrainingOrigin;
import io.fusebox.runtime.training.versions.VersionScore;
import io.fusebox.runtime.training.versions.WeightsVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The main job: trains a pipeline's strategy on a few questions about images and measures it
 * alongside two controls that cannot have learnt to see.
 */
public final class Demo {
  private final Fusebox box;
  private final PipelineSpec pipeline;
  private final TrainingPlan plan;
  private final TrainingPlan controls;
  private final DemoListener watcher;

  /** Hears how each strategy's training and evaluation go. */
  @FunctionalInterface
  public interface DemoListener {
    /** Progress of {@code task}; the caller closes what it got when the task is over. */
    TaskProgress start(String task);
  }

  /**
   * @param plan of the pipeline's own strategy
   * @param controls of the others; may be shorter, as black images soon teach nothing more
   */
  public Demo(
      Fusebox box,
      PipelineSpec pipeline,
      TrainingPlan plan,
      TrainingPlan controls,
      DemoListener watcher) {
    this.box = box;
    this.pipeline = pipeline;
    this.plan = plan;
    this.controls = controls;
    this.watcher = watcher;
  }

  /**
   * Trains and measures each strategy in turn, or recalls what an earlier demo of the same kind
   * measured.
   *
   * @param train what the shots are drawn from
   * @param test what is measured on
   * @return one entry for each strategy; fewer when interrupted
   */
  public List<DemoResult> run(
      List<String> strategies, Dataset train, Dataset test, BooleanSupplier interrupted) {
    List<DemoResult> results = new ArrayList<>();
    for (String strategy : strategies) {
      if (!interrupted.getAsBoolean()) {
        results.addAll(run(strategy, train, test, interrupted));
      }
    }
    return results;
  }

  private List<DemoResult> run(
      String strategy, Dataset train, Dataset test, BooleanSupplier interrupted) {
    try (Pipeline assembled = box.assemble(pipeline.withStrategy(strategy))) {
      TrainingPlan its = strategy.equals(pipeline.strategy()) ? plan : controls;
      TrainingRun training = new TrainingRun(assembled, its, train, box.features().hashes());
      DemoMemory memory = new DemoMemory(training.stateFile(box.workspace()), hash(test));
      Optional<DemoResult> known = memory.load().filter(r -> isKept(r, assembled));
      if (known.isPresent()) {
        return List.of(known.get().answering(answering(assembled)));
      }
      Trainer.Result trained = train(strategy, training, interrupted);
      if (!trained.complete()) {
        return List.of();
      }
      String version = kept(assembled, training, trained, train);
      DemoResult result = measure(strategy, assembled, trained, test, version);
      memory.keep(result);
      return List.of(result.answering(answering(assembled)));
    }
  }

  private String hash(Dataset test) {
    return test.hash(pipeline.inputs().keySet(), box.features().hashes()::of);
  }

  /** Scores of weights that are gone are forgotten. */
  private boolean isKept(DemoResult result, Pipeline assembled) {
    return result.version() != null
        && (assembled.weights().isEmpty()
            || box.versions(assembled.spec()).all().stream()
                .anyMatch(v -> v.id().equals(result.version())));
  }

  private String answering(Pipeline assembled) {
    return box.versions(assembled.spec()).active(assembled).map(WeightsVersion::id).orElse("");
  }

  private String kept(
      Pipeline assembled, TrainingRun training, Trainer.Result trained, Dataset train) {
    if (assembled.weights().isEmpty()) {
      return "";
    }
    TrainingOrigin origin = new TrainingOrigin(box.pipelineFile(pipeline.name()), train.folder());
    return box.versions(assembled.spec())
        .keep(assembled, training, trained, origin, false)
        .version()
        .id();
  }

  private Trainer.Result train(String strategy, TrainingRun training, BooleanSupplier interrupted) {
    try (TaskProgress progress = watcher.start("training " + strategy)) {
      return training.train(box.workspace(), box.features(), progress, interrupted);
    }
  }

  private DemoResult measure(
      String strategy, Pipeline assembled, Trainer.Result trained, Dataset test, String version) {
    try (TaskProgress progress = watcher.start("asking " + strategy)) {
      Evaluation evaluation =
          Evaluation.of(assembled, box.features(), trained.weights(), test.examples(), progress);
      TrainedVersions versions = box.versions(assembled.spec());
      versions.all().stream()
          .filter(v -> v.id().equals(version))
          .forEach(
              v -> versions.recordScore(v, VersionScore.of(test, hash(test), evaluation.scores())));
      return DemoResult.of(strategy, trained.weights().size(), evaluation, version);
    }
  }
}
