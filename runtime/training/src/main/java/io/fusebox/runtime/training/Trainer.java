package io.fusebox.runtime.training;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.forward.BatchBuilder;
import io.fusebox.runtime.engine.forward.ExampleGroups;
import io.fusebox.runtime.engine.pipeline.ModalityInput;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.toolkit.checkpoint.CheckpointWarnings;
import io.fusebox.toolkit.generation.FiniteLogitsCheck;
import io.fusebox.toolkit.tensor.Autograd;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Trains the weights that a pipeline declares, and nothing else: the PLM is frozen, and so are the
 * encoders, unless the strategy thaws them. The loss is the cross-entropy of the answer's tokens. A
 * run is decided by its pipeline, examples and plan; interrupted, it goes on to the same bits.
 */
public final class Trainer {
  private static final long SAVE_EVERY_NANOS = 10_000_000_000L;

  /** Saving must not take a larger share of the time than one in so many. */
  private static final int SAVING_SHARE = 10;

  private final Pipeline pipeline;
  private final FeatureStore store;
  private final TrainingPlan plan;
  private final BooleanSupplier interrupted;
  private final LossListener losses;
  private final TimeSpent time = new TimeSpent();

  /**
   * @param interrupted asked after each update; true = save and stop
   */
  public Trainer(
      Pipeline pipeline, FeatureStore store, TrainingPlan plan, BooleanSupplier interrupted) {
    this(pipeline, store, plan, interrupted, LossListener.NONE);
  }

  /**
   * @param interrupted asked after each update; true = save and stop
   */
  Trainer(
      Pipeline pipeline,
      FeatureStore store,
      TrainingPlan plan,
      BooleanSupplier interrupted,
      LossListener losses) {
    this.pipeline = pipeline;
    this.store = store;
    this.plan = plan;
    this.interrupted = interrupted;
    this.losses = losses;
  }

  /**
   * The result of a call.
   *
   * @param complete false when the run was interrupted; its state is saved
   * @param loss the mean loss of the last 20 updates
   * @param losses the loss of every update of the run, those before an interruption included
   * @param seconds where this call's time went ({@link TimeSpent})
   */
  public record Result(
      WeightValues weights,
      long steps,
      boolean complete,
      double loss,
      List<Float> losses,
      Map<String, Double> seconds) {}

  /**
   * Trains, or goes on training.
   *
   * @param stateFile where the state of the run is kept
   * @param run what decides every bit of the run, by name
   */
  public Result train(
      List<Example> examples,
      Path stateFile,
      SortedMap<String, String> run,
      ProgressListener progress) {
    if (examples.isEmpty()) {
      throw new FuseboxException("there are no examples to train on; check the data and its split");
    }
    WeightValues initial = WeightValues.initial(pipeline, plan.seed());
    if (pipeline.weights().isEmpty()) {
      return new Result(initial, 0, true, Double.NaN, List.of(), Map.of()); // an untrained control
    }
    time.on(TimeSpent.FEATURES, () -> prepareFeatures(examples, progress));
    TrainingState state =
        TrainingState.exists(stateFile)
            ? TrainingState.resume(stateFile, initial, run)
            : TrainingState.fresh(initial);
    return Autograd.with(() -> loop(examples, state, stateFile, run, progress));
  }

  private void prepareFeatures(List<Example> examples, ProgressListener progress) {
    if (pipeline.strategy().trainsOnBlanks()) {
      return;
    }
    List<Question> questions = Example.questions(examples);
    for (ModalityInput modalityInput : pipeline.modalityInputs()) {
      store.prepare(modalityInput, BatchBuilder.inputs(questions, modalityInput.name()), progress);
    }
  }

  private Result loop(
      List<Example> examples,
      TrainingState state,
      Path file,
      SortedMap<String, String> run,
      ProgressListener progress) {
    try (BatchGradient gradient = new BatchGradient(pipeline, new BatchBuilder(pipeline, store))) {
      return loop(gradient, examples, state, file, run, progress);
    }
  }

  private Result loop(
      BatchGradient gradient,
      List<Example> examples,
      TrainingState state,
      Path file,
      SortedMap<String, String> run,
      ProgressListener progress) {
    EpochOrder order = new EpochOrder(examples.size(), plan);
    long total = plan.total(examples.size());
    RecentLoss loss = RecentLoss.of(state.losses());
    Set<String> read = ExampleGroups.read(pipeline);
    UnreachedWeights unreached = UnreachedWeights.of(pipeline);
    long pause = SAVE_EVERY_NANOS;
    long saved = System.nanoTime();
    while (state.step() < total && !interrupted.getAsBoolean()) {
      List<Example> batch = order.batch(state.step()).stream().map(examples::get).toList();
      List<Example> left = plan.dropping().of(batch, read, plan.seed(), state.step());
      float found = step(gradient, left, state, total, unreached);
      loss.add(found);
      losses.loss(state.step(), found);
      progress.update(state.step(), total, loss.toString());
      long begin = System.nanoTime();
      if (begin - saved > pause) {
        time.on(TimeSpent.SAVING, () -> state.save(file, run));
        saved = System.nanoTime();
        pause = Math.max(SAVE_EVERY_NANOS, SAVING_SHARE * (saved - begin));
      }
    }
    if (total > 0 && state.step() >= total) {
      requireNumbers(gradient, order.batch(total - 1).stream().map(examples::get).toList(), state);
    }
    unreached
        .remarks()
        .forEach(remark -> CheckpointWarnings.warnOnce(pipeline.spec().name() + ": " + remark));
    if (state.step() > 0) {
      time.on(TimeSpent.SAVING, () -> state.save(file, run));
    }
    return new Result(
        state.weights(),
        state.step(),
        state.step() >= total,
        loss.mean(),
        state.losses(),
        time.seconds());
  }

  /** One update. */
  private float step(
      BatchGradient gradient,
      List<Example> batch,
      TrainingState state,
      long total,
      UnreachedWeights unreached) {
    BatchGradient.Result result =
        time.on(TimeSpent.PASSES, () -> gradient.of(batch, state.weights()));
    if (!Float.isFinite(result.loss())) {
      throw noNumber(result.loss(), state.step());
    }
    unreached.see(result.gradients());
    Map<String, Double> rates = rates(plan.schedule().at(state.step(), total));
    time.on(TimeSpent.UPDATES, () -> state.update(result.loss(), result.gradients(), rates));
    return result.loss();
  }

  /** The loss is looked at before each update: what the last one made is tried once more. */
  private void requireNumbers(BatchGradient gradient, List<Example> batch, TrainingState state) {
    BatchGradient.Result tried =
        time.on(TimeSpent.PASSES, () -> gradient.of(batch, state.weights()));
    if (!Float.isFinite(tried.loss())) {
      throw noNumber(tried.loss(), state.step());
    }
  }

  /** Weights that were not trained yet cannot have been trained too fast. */
  private FuseboxException noNumber(float loss, long step) {
    String found = "the loss became %s at step %d".formatted(loss, step);
    Plm plm = pipeline.plm();
    return new FuseboxException(
        FiniteLogitsCheck.damage(plm.parameters())
            .map(
                tensor ->
                    "%s: of the PLM %s %s; restore or download the checkpoint again"
                        .formatted(found, plm.spec().name(), FiniteLogitsCheck.damaged(tensor)))
            .orElse(
                step == 0
                    ? found
                        + ", before anything was trained: the features or the PLM's numbers are too"
                        + " large; use other checkpoints"
                    : found + "; try a smaller --learning-rate"));
  }

  private Map<String, Double> rates(double share) {
    return pipeline.weights().stream()
        .collect(Collectors.toMap(WeightSpec::name, w -> share * rate(w)));
  }

  private double rate(WeightSpec weight) {
    return plan.learningRate() > 0 ? plan.learningRate() : weight.learningRate();
  }
}
