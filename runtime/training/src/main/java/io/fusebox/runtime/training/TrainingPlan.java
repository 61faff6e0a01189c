package io.fusebox.runtime.training;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.settings.Settings;
import io.fusebox.runtime.data.Dataset;
import io.fusebox.runtime.data.Shots;
import io.fusebox.runtime.data.Shots.SamplingMethod;
import java.util.SortedMap;

/**
 * How to train. Together with the pipeline and the data it decides every bit of the result.
 *
 * @param shots how many examples are drawn from the data; 0 = all
 * @param epochs how often every example is seen
 * @param steps how many updates, if not 0, instead of {@code epochs}
 * @param batch examples for one update
 * @param learningRate 0 = what each weight was declared with (paper: 0.5 for prompts, 5e-4 else)
 * @param schedule how the learning rate goes down
 * @param sampling how the shots are drawn
 * @param dropping what is left out of the examples while training
 */
public record TrainingPlan(
    int shots,
    int epochs,
    int steps,
    int batch,
    double learningRate,
    Schedule schedule,
    long seed,
    SamplingMethod sampling,
    ModalityDropout dropping) {

  private static final int MOST_EPOCHS = 1_000_000;
  private static final int MOST_STEPS = 100_000_000;
  private static final int MOST_BATCH = 1 << 16;

  /** The schedule of the learning rate. */
  public enum Schedule {
    /** It stays (the paper). */
    CONSTANT,
    /** It falls to 0 in a straight line. */
    LINEAR,
    /** It falls to 0 along half a cosine. */
    COSINE;

    /** The share of the rate at {@code step} of {@code total}. */
    double at(long step, long total) {
      double done = (double) step / total;
      return switch (this) {
        case CONSTANT -> 1;
        case LINEAR -> 1 - done;
        case COSINE -> (1 + Math.cos(Math.PI * done)) / 2;
      };
    }
  }

  /** The same with a fraction of the updates or epochs, at least one. */
  public TrainingPlan shorter(int times) {
    return new TrainingPlan(
        shots,
        Math.max(1, epochs / times),
        steps == 0 ? 0 : Math.max(1, steps / times),
        batch,
        learningRate,
        schedule,
        seed,
        sampling,
        dropping);
  }

  public TrainingPlan {
    require(shots >= 0, "shots must not be negative, found " + shots);
    require(epochs > 0, "epochs must be positive, found " + epochs);
    requireAtMost("epochs", epochs, MOST_EPOCHS);
    require(steps >= 0, "steps must not be negative, found " + steps);
    requireAtMost("steps", steps, MOST_STEPS);
    require(batch > 0, "batch must be positive, found " + batch);
    requireAtMost("batch", batch, MOST_BATCH);
    require(
        learningRate >= 0 && Double.isFinite(learningRate),
        "learning-rate must be positive (or 0 = as declared), found " + learningRate);
  }

  private static void requireAtMost(String name, int value, int most) {
    require(value <= most, "%s must be at most %d, found %d".formatted(name, most, value));
  }

  /** With nothing left out of the examples. */
  public TrainingPlan(
      int shots,
      int epochs,
      int steps,
      int batch,
      double learningRate,
      Schedule schedule,
      long seed,
      SamplingMethod sampling) {
    this(shots, epochs, steps, batch, learningRate, schedule, seed, sampling, ModalityDropout.NONE);
  }

  /** The examples that are trained on: all of {@code from}, or the shots. */
  public Dataset draw(Dataset from) {
    return shots == 0 ? from : new Shots(shots, seed, sampling).of(from);
  }

  /** How many updates training on {@code examples} takes. */
  public long total(int examples) {
    return steps > 0 ? steps : (long) epochs * stepsPerEpoch(examples);
  }

  /**
   * The properties that decide what is trained, by name. What is added to a plan later comes with a
   * {@link io.fusebox.api.settings.Default} that says how it was before: then this stays as it is
   * for old plans.
   */
  SortedMap<String, String> keyEntries() {
    SortedMap<String, String> plan = Settings.canonical(this);
    plan.remove(steps > 0 ? "epochs" : "steps");
    if (shots == 0) {
      plan.remove("sampling");
    }
    return plan;
  }

  int stepsPerEpoch(int examples) {
    return (examples + batch - 1) / batch;
  }
}
