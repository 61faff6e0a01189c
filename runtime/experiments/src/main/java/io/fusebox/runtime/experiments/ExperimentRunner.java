package io.fusebox.runtime.experiments;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.task.Example;
import io.fusebox.runtime.data.Dataset;
import io.fusebox.runtime.engine.answer.Answerer;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.pipeline.Assembler;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.Workspace;
import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.runtime.training.TimeSpent;
import io.fusebox.runtime.training.Trainer;
import io.fusebox.runtime.training.TrainingRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Does the runs of a grid that are not finished yet. Killed at any moment, it goes on where it was
 * when it is started again, and comes to the same outcomes.
 */
public final class ExperimentRunner {
  /** How many questions are asked between two moments at which the answers are kept. */
  private static final int KEPT_EVERY = 512;

  private final Assembler assembler;
  private final FeatureStore store;
  private final Workspace workspace;
  private final Map<String, String> versions;
  private final TimeSpent time = new TimeSpent();

  /**
   * @param versions of what runs it, for the provenance of its results
   */
  public ExperimentRunner(
      Assembler assembler, FeatureStore store, Workspace workspace, Map<String, String> versions) {
    this.assembler = assembler;
    this.store = store;
    this.workspace = workspace;
    this.versions = new TreeMap<>(versions);
  }

  /** Where the time of the runs that this runner did went. */
  public Map<String, Double> seconds() {
    return time.seconds();
  }

  /** Where finished runs are kept, those of other experiments too. */
  public static Path folder(Workspace workspace) {
    return workspace.root().resolve("runs");
  }

  private RunFolder folder(ExperimentRun run) {
    return new RunFolder(
        folder(workspace), run, assembler.task(run.arm().pipeline().orElseThrow()));
  }

  /**
   * Does what is left.
   *
   * @param interrupted true = save and stop
   * @return the outcomes by the runs' keys; fewer than there are runs when it was interrupted
   * @throws FuseboxException at the end, when runs failed (a loss that became infinite); all others
   *     are done
   */
  public Map<String, RunOutcome> run(
      ExperimentGrid grid, ProgressListener progress, BooleanSupplier interrupted) {
    Map<String, RunOutcome> outcomes = new LinkedHashMap<>();
    List<ExperimentRun> left = new ArrayList<>();
    for (ExperimentRun run : grid.distinct().values()) {
      folder(run)
          .load(run.arm().of(grid.test()).examples())
          .ifPresentOrElse(o -> outcomes.put(run.key(), o), () -> left.add(run));
    }
    ExperimentProgress work = new ExperimentProgress(progress, left, grid.test().size());
    List<String> failed = new ArrayList<>();
    for (ExperimentRun run : left) {
      if (!interrupted.getAsBoolean()) {
        try {
          run(grid, run, work, interrupted).ifPresent(o -> outcomes.put(run.key(), o));
        } catch (FuseboxException e) {
          failed.add(run.title() + ": " + e.getMessage());
        }
        work.finished(run);
      }
    }
    refuse(failed);
    return outcomes;
  }

  /**
   * Does all runs again, whatever is finished, in addition to those that are kept; what is
   * interrupted goes on there. Once all are done they take the others' places.
   *
   * @return the outcomes, as {@link #run}
   */
  public Map<String, RunOutcome> runAfresh(
      ExperimentGrid grid, ProgressListener progress, BooleanSupplier interrupted) {
    Workspace aside = new Workspace(workspace.root().resolve("fresh").resolve(grid.spec().name()));
    ExperimentRunner runner = new ExperimentRunner(assembler, store, aside, versions);
    Map<String, RunOutcome> outcomes = runner.run(grid, progress, interrupted);
    time.add(runner.seconds());
    if (outcomes.size() == grid.distinct().size()) {
      grid.distinct().values().forEach(run -> folder(run).replace(runner.folder(run)));
      RunFolder.delete(aside.root());
    }
    return outcomes;
  }

  private static void refuse(List<String> failed) {
    if (!failed.isEmpty()) {
      throw new FuseboxException(
          "%d runs failed, the others are kept:%n  %s%nmend these or leave them out, and start again"
              .formatted(failed.size(), String.join(System.lineSeparator() + "  ", failed)));
    }
  }

  /** Each run has parts of its own: what one trains in a thawed encoder, no other may find. */
  private Optional<RunOutcome> run(
      ExperimentGrid grid,
      ExperimentRun run,
      ExperimentProgress work,
      BooleanSupplier interrupted) {
    try (Pipeline pipeline = assembler.assemble(run.arm().pipeline().orElseThrow())) {
      return run(grid, run, pipeline, work, interrupted);
    }
  }

  private Optional<RunOutcome> run(
      ExperimentGrid grid,
      ExperimentRun run,
      Pipeline pipeline,
      ExperimentProgress work,
      BooleanSupplier interrupted) {
    TrainingRun training =
        new TrainingRun(pipeline, run.plan(), grid.train(), store.hashes(), run.arm()::of);
    Trainer.Result trained = training.train(workspace, store, work.training(run), interrupted);
    if (!trained.complete()) {
      return Optional.empty();
    }
    Dataset questions = run.arm().of(grid.test());
    List<Example> examples = questions.examples();
    TimeSpent its = new TimeSpent();
    its.add(trained.seconds());
    boolean asked =
        its.on(
            TimeSpent.ANSWERS,
            () -> ask(run, pipeline, trained.weights(), examples, work, interrupted));
    time.add(its.seconds());
    if (!asked) {
      return Optional.empty();
    }
    if (run.updates() > 0) {
      training.save(folder(run).weights(), trained.weights());
    }
    Map<String, String> told = new TreeMap<>(versions);
    told.put("test.name", questions.name());
    if (run.updates() > 0) {
      told.put("run.data.name", training.data().name());
    }
    return Optional.of(folder(run).finish(run, trained.losses(), examples, told, its.seconds()));
  }

  /** Asks what was not asked yet; false when interrupted. */
  private boolean ask(
      ExperimentRun run,
      Pipeline pipeline,
      WeightValues weights,
      List<Example> examples,
      ExperimentProgress work,
      BooleanSupplier interrupted) {
    List<String> answers = new ArrayList<>(folder(run).answers(examples.size()));
    try (Answerer answerer = new Answerer(pipeline, store, weights)) {
      while (answers.size() < examples.size() && !interrupted.getAsBoolean()) {
        int from = answers.size();
        List<Example> next = examples.subList(from, Math.min(examples.size(), from + KEPT_EVERY));
        answers.addAll(answerer.texts(next, work.asking(run, from)));
        folder(run).keep(answers);
      }
    }
    return answers.size() == examples.size();
  }
}
