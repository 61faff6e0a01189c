package io.fusebox.runtime.live;

import java.time.Duration;

/**
 * How long a live system waits, each time at most.
 *
 * @param answer for an answer, from the question on
 * @param vacancy while a pipeline has nothing to answer with, in the middle of a swap
 * @param drain for running requests, before a swap goes on without them
 * @param build for a pipeline's parts to be loaded and warmed up
 */
public record Timeouts(Duration answer, Duration vacancy, Duration drain, Duration build) {
  public static final Timeouts STANDARD =
      new Timeouts(
          Duration.ofSeconds(60),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofMinutes(5));
}
