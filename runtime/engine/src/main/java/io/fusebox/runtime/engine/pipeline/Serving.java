package io.fusebox.runtime.engine.pipeline;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.settings.Default;

/**
 * How requests that a live pipeline gets at the same time are answered together. It decides no
 * number of an answer.
 *
 * @param batch how many at most; 1 = each on its own, none waits for another
 * @param waitMillis how long a batch waits for others when requests have been coming together
 * @param queue how many requests wait at most; more are refused
 */
public record Serving(
    @Default("16") int batch, @Default("5") int waitMillis, @Default("256") int queue) {
  /** The default of a pipeline whose file does not say it. */
  public static final Serving STANDARD = new Serving(16, 5, 256);

  public Serving {
    require(batch >= 1 && batch <= 256, "serving: batch must be 1 to 256, found " + batch);
    require(
        waitMillis >= 0 && waitMillis <= 1000,
        "serving: wait-millis must be 0 to 1000, found " + waitMillis);
    require(
        queue >= batch && queue <= 100_000,
        "serving: queue must be %d (batch) to 100000, found %d".formatted(batch, queue));
  }
}
