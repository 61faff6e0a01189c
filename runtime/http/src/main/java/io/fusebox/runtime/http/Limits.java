package io.fusebox.runtime.http;

import java.time.Duration;

/**
 * The limits of a request and of all together.
 *
 * @param json the largest body that is read into memory, in bytes
 * @param upload the largest body that is written to a file, in bytes
 * @param text the largest text that a model is given
 * @param memory what all bodies in memory may have together, in bytes
 * @param body how long a body may take to come
 * @param idle how long a connection may be silent
 * @param running how many questions each pipeline answers at a time
 * @param waiting how many more wait for that
 * @param listeners how many listen to events
 * @param stop how long requests that have begun may take when Fusebox stops
 */
public record Limits(
    int json,
    long upload,
    TextLimit text,
    int memory,
    Duration body,
    Duration idle,
    int running,
    int waiting,
    int listeners,
    Duration stop) {
  private static final int KIB = 1 << 10;
  private static final int MIB = 1 << 20;

  /** A pipeline answers what comes at the same time in one batch (16): one runs, one gathers. */
  private static final int TOGETHER = 32;

  /** The limits of {@code fusebox run}. */
  public static final Limits STANDARD =
      new Limits(
          32 * MIB,
          256L * MIB,
          new TextLimit(64 * KIB),
          96 * MIB,
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          TOGETHER,
          64,
          32,
          Duration.ofSeconds(10));
}
