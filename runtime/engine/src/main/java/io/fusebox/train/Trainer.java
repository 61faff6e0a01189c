package io.fusebox.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.FuseboxException;
import io.fusebox.data.Example;
import io.fusebox.engine.Pipeline;
import io.fusebox.engine.Sense;
import io.fusebox.features.FeatureStore;
import io.fusebox.fusion.PlmInput;
import io.fusebox.fusion.Weight;
import io.fusebox.plm.Labels;
import io.fusebox.plm.Losses;
import io.fusebox.plm.Plm;
import io.fusebox.weights.TrainedWeights;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Trains the weights that a strategy declared, and nothing else: PLM and encoders are frozen. The
 * loss is the cross-entropy of the answer's tokens. A run is decided by its pipeline, examples and
 * plan; interrupted, it goes on to the same bits.
 */
public final class Trainer {
  private static final long SAVE_EVERY_NANOS = 10_000_000_000L;

  private final Pipeline pipeline;
  private final FeatureStore store;
  private final TrainingPlan plan;
  private final BooleanSupplier interrupted;

  /**
   * @param interrupted asked after each update; true = save and stop
   */
  public Trainer(
      Pipeline pipeline, FeatureStore store, TrainingPlan plan, BooleanSupplier interrupted) {
    this.pipeline = pipeline;
    this.store = store;
    this.plan = plan;
    this.interrupted = interrupted;
  }

  /**
   * What came of a call.
   *
   * @param complete false when the run was interrupted; its state is saved
   * @param loss the mean loss of the last 20 updates
   */
  public record Result(TrainedWeights weights, long steps, boolean complete, double loss) {}

  /**
   * Trains, or goes on training.
   *
   * @param stateFile where the state of the run is kept
   * @param run what decides every bit of the run, as text
   */
  public Result train(List<Example> examples, Path stateFile, String run, Progress progress) {
    if (examples.isEmpty()) {
      throw new FuseboxException("there are no examples to train on; check the data and its split");
    }
    TrainedWeights initial = TrainedWeights.initial(pipeline, plan.seed());
    if (pipeline.weights().isEmpty()) {
      return new Result(initial, 0, true, Double.NaN); // an untrained control
    }
    prepareFeatures(examples, progress);
    TrainingState state =
        TrainingState.exists(stateFile)
            ? TrainingState.resume(stateFile, initial, run)
            : TrainingState.fresh(initial);
    return Autograd.with(() -> loop(examples, state, stateFile, run, progress));
  }

  private void prepareFeatures(List<Example> examples, Progress progress) {
    if (pipeline.strategy().trainsOnBlanks()) {
      return;
    }
    for (Sense sense : pipeline.senses()) {
      List<Path> inputs = examples.stream().map(e -> Batches.input(e, sense.modality())).toList();
      store.prepare(sense, inputs, progress);
    }
  }

  private Result loop(
      List<Example> examples, TrainingState state, Path file, String run, Progress progress) {
    Batches batches = new Batches(pipeline, store);
    EpochOrder order = new EpochOrder(examples.size(), plan);
    long total = plan.total(examples.size());
    RecentLoss loss = new RecentLoss();
    long saved = System.nanoTime();
    while (state.step() < total && !interrupted.getAsBoolean()) {
      List<Example> batch = order.batch(state.step()).stream().map(examples::get).toList();
      loss.add(step(batches, batch, state, total));
      progress.at(state.step(), total, loss.toString());
      if (System.nanoTime() - saved > SAVE_EVERY_NANOS) {
        state.save(file, run);
        saved = System.nanoTime();
      }
    }
    state.save(file, run);
    return new Result(state.weights(), state.step(), state.step() >= total, loss.mean());
  }

  /** One update; everything native is freed at its end. */
  private float step(Batches batches, List<Example> batch, TrainingState state, long total) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> weights = state.weights().on(manager);
      weights.values().forEach(w -> w.setRequiresGradient(true));
      PlmInput input = batches.fuse(manager, batch, weights, pipeline.strategy().trainsOnBlanks());
      NDArray loss = loss(pipeline.plm(), input, batches.labels(manager, batch));
      Autograd.backward(loss);
      float value = loss.getFloat();
      if (!Float.isFinite(value)) {
        throw new FuseboxException(
            "the loss became %s at step %d; try a smaller --learning-rate"
                .formatted(value, state.step()));
      }
      state.update(gradients(weights), rates(plan.schedule().at(state.step(), total)));
      return value;
    }
  }

  /** The mean cross-entropy of the labels {@code [b, t]}, -100 ignored. */
  public static NDArray loss(Plm plm, PlmInput input, NDArray labels) {
    NDArray decoderIds = Labels.shiftRight(labels, plm.spec().decoderStart(), plm.spec().pad());
    return Losses.crossEntropy(plm.decode(plm.encode(input), decoderIds).logits(), labels);
  }

  private static Map<String, float[]> gradients(Map<String, NDArray> weights) {
    Map<String, float[]> gradients = new LinkedHashMap<>();
    weights.forEach((name, weight) -> gradients.put(name, Autograd.gradient(weight)));
    return gradients;
  }

  private Map<String, Double> rates(double share) {
    return pipeline.weights().stream()
        .collect(Collectors.toMap(Weight::name, w -> share * rate(w)));
  }

  private double rate(Weight weight) {
    return plan.learningRate() > 0 ? plan.learningRate() : weight.learningRate();
  }
}
