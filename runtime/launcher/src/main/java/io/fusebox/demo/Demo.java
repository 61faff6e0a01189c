package io.fusebox.demo;

import io.fusebox.answer.Evaluation;
import io.fusebox.data.Dataset;
import io.fusebox.engine.Pipeline;
import io.fusebox.engine.PipelineSpec;
import io.fusebox.host.Fusebox;
import io.fusebox.train.Trainer;
import io.fusebox.train.Training;
import io.fusebox.train.TrainingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The main job: trains a pipeline's strategy on a few questions about pictures and measures it
 * beside two controls that cannot have learnt to see.
 */
public final class Demo {
  private final Fusebox box;
  private final PipelineSpec pipeline;
  private final TrainingPlan plan;
  private final Watcher watcher;

  /** Hears how each strategy's training and evaluation go. */
  @FunctionalInterface
  public interface Watcher {
    /** Progress of {@code task}; the caller closes what it got when the task is over. */
    TaskProgress start(String task);
  }

  public Demo(Fusebox box, PipelineSpec pipeline, TrainingPlan plan, Watcher watcher) {
    this.box = box;
    this.pipeline = pipeline;
    this.plan = plan;
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
      Training training = new Training(assembled, plan, train, box.features().hashes());
      DemoMemory memory = new DemoMemory(training.stateFile(box.workspace()), hash(test));
      if (memory.recall().isPresent()) {
        return List.of(memory.recall().get());
      }
      Trainer.Result trained = train(strategy, training, interrupted);
      if (!trained.complete()) {
        return List.of();
      }
      DemoResult result = measure(strategy, assembled, trained, test);
      memory.keep(result);
      return List.of(result);
    }
  }

  private String hash(Dataset test) {
    return test.hash(pipeline.modalities().keySet(), box.features().hashes()::of);
  }

  private Trainer.Result train(String strategy, Training training, BooleanSupplier interrupted) {
    try (TaskProgress progress = watcher.start("training " + strategy)) {
      return training.run(box.workspace(), box.features(), progress, interrupted);
    }
  }

  private DemoResult measure(
      String strategy, Pipeline assembled, Trainer.Result trained, Dataset test) {
    try (TaskProgress progress = watcher.start("asking " + strategy)) {
      return DemoResult.of(
          strategy,
          trained.weights().size(),
          Evaluation.of(assembled, box.features(), trained.weights(), test.examples(), progress));
    }
  }
}
