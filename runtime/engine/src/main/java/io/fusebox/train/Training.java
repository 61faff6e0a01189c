package io.fusebox.train;

import io.fusebox.data.Dataset;
import io.fusebox.engine.Pipeline;
import io.fusebox.engine.Workspace;
import io.fusebox.features.FeatureStore;
import io.fusebox.features.InputHashes;
import io.fusebox.features.Sha256;
import io.fusebox.weights.TrainedWeights;
import io.fusebox.weights.WeightFile;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** One run of training: draws the shots, trains, and keeps the weights with their provenance. */
public final class Training {
  private final Pipeline pipeline;
  private final TrainingPlan plan;
  private final Dataset data;
  private final SortedMap<String, String> deciding;

  /** Of all the drawn examples, on the inputs' bytes as they are now. */
  public Training(Pipeline pipeline, TrainingPlan plan, Dataset data, InputHashes inputs) {
    this(pipeline, plan, data, inputs, UnaryOperator.identity());
  }

  /**
   * Draws the shots.
   *
   * @param data all that the shots are drawn from
   * @param inputs knows the digests of inputs that were read before
   * @param screening what the drawn examples go through before they are used
   */
  public Training(
      Pipeline pipeline,
      TrainingPlan plan,
      Dataset data,
      InputHashes inputs,
      UnaryOperator<Dataset> screening) {
    this.pipeline = pipeline;
    this.plan = plan;
    this.data = screening.apply(plan.draw(data));
    pipeline.task().requireKnown(this.data.examples());
    this.deciding = Collections.unmodifiableSortedMap(deciding(inputs));
  }

  private SortedMap<String, String> deciding(InputHashes inputs) {
    SortedMap<String, String> run = new TreeMap<>(WeightFile.parts(pipeline));
    plan.deciding().forEach((name, value) -> run.put("run.plan." + name, value));
    run.put("run.data.hash", data.hash(pipeline.spec().modalities().keySet(), inputs::of));
    return run;
  }

  /** What is trained on. */
  public Dataset data() {
    return data;
  }

  /** What decides every bit of the run. */
  public SortedMap<String, String> deciding() {
    return deciding;
  }

  /** What decides the run, and what its data are called. */
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

  /**
   * Trains, or goes on training. A complete run leaves the weights that the pipeline answers with.
   *
   * @param interrupted true = save and stop
   */
  public Trainer.Result run(
      Workspace workspace, FeatureStore store, Progress progress, BooleanSupplier interrupted) {
    Trainer.Result result = train(workspace, store, progress, interrupted);
    if (result.complete()) {
      save(workspace.weights(pipeline.spec()), result.weights());
    }
    return result;
  }

  /** Trains, or goes on training, and leaves nothing but the state of the run. */
  public Trainer.Result train(
      Workspace workspace, FeatureStore store, Progress progress, BooleanSupplier interrupted) {
    return new Trainer(pipeline, store, plan, interrupted)
        .train(data.examples(), stateFile(workspace), deciding, progress);
  }

  /** Writes what this run trained, with its provenance. */
  public void save(Path file, TrainedWeights weights) {
    WeightFile.save(file, pipeline, weights, provenance());
  }

  /** How many updates the run takes; an untrained control takes none. */
  public long updates() {
    return pipeline.weights().isEmpty() ? 0 : plan.total(data.size());
  }
}
