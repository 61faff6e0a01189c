package io.fusebox.runtime.pretrain;

import static io.fusebox.api.settings.Settings.require;

/**
 * How long and how fast to pretrain. Together with the seed it decides every number of the model.
 *
 * @param steps updates
 * @param batch examples for one update
 * @param rate the highest learning rate
 */
public record PretrainingPlan(long steps, int batch, double rate, long seed) {
  public PretrainingPlan {
    require(steps > 0, "steps must be positive, found " + steps);
    require(batch > 0, "batch must be positive, found " + batch);
    require(rate > 0 && Double.isFinite(rate), "the rate must be positive, found " + rate);
  }
}
