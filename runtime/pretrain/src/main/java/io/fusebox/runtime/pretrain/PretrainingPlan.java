package io.fusebox.runtime.pretrain;

import static io.fusebox.api.settings.Settings.require;

/**
 * How long and how fast to pretrain. Together with the seed it decides every number of the model.
 *
 * @param steps updates
 * @param batch examples for one update
 * @param rate the highest learning rate
 * @param schedule after how many updates the learning rate would be 0; more than {@code steps} = it
 *     is still learning when it ends
 */
public record PretrainingPlan(long steps, int batch, double rate, long seed, long schedule) {
  public PretrainingPlan {
    require(steps > 0, "steps must be positive, found " + steps);
    require(batch > 0, "batch must be positive, found " + batch);
    require(rate > 0 && Double.isFinite(rate), "the rate must be positive, found " + rate);
    require(
        schedule >= steps,
        "the schedule must be at least as long as the %d steps, found %d"
            .formatted(steps, schedule));
  }

  /** A plan whose learning rate ends at 0. */
  public PretrainingPlan(long steps, int batch, double rate, long seed) {
    this(steps, batch, rate, seed, steps);
  }

  /** The same with another seed and, unless 0, another number of updates. */
  public PretrainingPlan with(long otherSeed, long otherSteps) {
    return otherSteps == 0
        ? new PretrainingPlan(steps, batch, rate, otherSeed, schedule)
        : new PretrainingPlan(otherSteps, batch, rate, otherSeed);
  }

  /** The learning rate as cards give it. */
  String rateInWords() {
    return schedule == steps
        ? String.valueOf(rate)
        : "%s (falling as over %d)".formatted(rate, schedule);
  }
}
