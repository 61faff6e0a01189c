package io.fusebox.runtime.training;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.data.Dataset;
import io.fusebox.runtime.data.InputHashes;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.Workspace;
import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.runtime.engine.storage.ProcessLock;
import io.fusebox.runtime.engine.weights.WeightFile;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.toolkit.files.IoErrorMessage;
import io.fusebox.toolkit.files.Sha256;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** One run of training: draws the shots, trains, and keeps the weights with their provenance. */
public final class TrainingRun {
  private final Pipeline pipeline;
  private final TrainingPlan plan;
  private final Dataset data;
  private final SortedMap<String, String> deciding;

  /** Of all the drawn examples, on the inputs' bytes as they are now. */
  public TrainingRun(Pipeline pipeline, TrainingPlan plan, Dataset data, InputHashes inputs) {
    this(pipeline, plan, data, inputs, UnaryOperator.identity());
  }

  /**
   * Draws the shots.
   *
   * @param data all that the shots are drawn from
   * @param inputs knows the digests of inputs that were read before
   * @param screening what the drawn examples go through before they are used
   */
  public TrainingRun(
      Pipeline pipeline,
      TrainingPlan plan,
      Dataset data,
      InputHashes inputs,
      UnaryOperator<Dataset> screening) {
    this.pipeline = pipeline;
    this.plan = plan;
    this.data = screening.apply(plan.draw(data));
    pipeline.task().requireKnownAnswers(this.data.examples());
    this.deciding = Collections.unmodifiableSortedMap(keyEntries(inputs));
  }

  private SortedMap<String, String> keyEntries(InputHashes inputs) {
    SortedMap<String, String> run = new TreeMap<>(WeightFile.metadata(pipeline));
    plan.keyEntries().forEach((name, value) -> run.put("run.plan." + name, value));
    run.put("run.data.hash", data.hash(pipeline.spec().inputs().keySet(), inputs::of));
    return run;
  }

  /** The training data. */
  public Dataset data() {
    return data;
  }

  /** All that decides every bit of the run. */
  public SortedMap<String, String> keyEntries() {
    return deciding;
  }

  /** The identity of the run, and the name of its data. */
  public Map<String, String> provenance() {
    Map<String, String> run = new TreeMap<>(deciding);
    run.put("run.data.name", data.name());
    return run;
  }

  /** Where the state of this run is kept: a run of another plan or other data has its own. */
  public Path stateFile(Workspace workspace) {
    return workspace
        .training(pipeline.spec())
        .resolve("runs")
        .resolve(Sha256.hex(deciding).substring(0, 16) + ".safetensors");
  }

  /** The identity of the run whose state a file holds. */
  public static SortedMap<String, String> keyEntries(Path state) {
    return TrainingState.run(SafetensorsFile.open(state).metadata());
  }

  /** Keeps a run from going on while its state is looked at; empty when it is under way. */
  public static Optional<ProcessLock> tryLock(Path state) {
    return ProcessLock.tryAcquire(lockFile(state));
  }

  private static Path lockFile(Path state) {
    return state.resolveSibling(state.getFileName() + ".lock");
  }

  /**
   * Trains, or goes on training, and leaves nothing but the state of the run.
   *
   * @param interrupted true = save and stop
   * @throws FuseboxException when the same run is under way already
   */
  public Trainer.Result train(
      Workspace workspace,
      FeatureStore store,
      ProgressListener progress,
      BooleanSupplier interrupted) {
    return train(workspace, store, progress, LossListener.NONE, interrupted);
  }

  /** The same, for one that hears the loss of every update too. */
  public Trainer.Result train(
      Workspace workspace,
      FeatureStore store,
      ProgressListener progress,
      LossListener losses,
      BooleanSupplier interrupted) {
    Trainer trainer = new Trainer(pipeline, store, plan, interrupted, losses);
    Path state = stateFile(workspace);
    return lock(workspace).during(() -> trainer.train(data.examples(), state, deciding, progress));
  }

  /**
   * Forgets how far the run was: it starts again from its beginning.
   *
   * @throws FuseboxException when it is under way
   */
  public void forget(Workspace workspace) {
    lock(workspace).during(() -> deleted(stateFile(workspace)));
  }

  private static boolean deleted(Path file) {
    try {
      return Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new FuseboxException("cannot delete %s: %s".formatted(file, IoErrorMessage.of(e)), e);
    }
  }

  /** Two that write one state would lose each other's updates. */
  private ProcessLock lock(Workspace workspace) {
    Path state = stateFile(workspace);
    return ProcessLock.acquire(
        lockFile(state),
        holder ->
            "the same training (pipeline %s, plan and data) is under way in %s; wait for it, or stop it"
                .formatted(pipeline.spec().name(), holder));
  }

  /** Writes what this run trained, with its provenance. */
  public void save(Path file, WeightValues weights) {
    WeightFile.save(file, pipeline, weights, provenance());
  }

  /** How many updates the run takes; an untrained control takes none. */
  public long updates() {
    return pipeline.weights().isEmpty() ? 0 : plan.total(data.size());
  }
}
