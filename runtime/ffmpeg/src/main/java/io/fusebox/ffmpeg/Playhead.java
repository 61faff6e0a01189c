package io.fusebox.ffmpeg;

/**
 * Finds the frame that is shown at a time: the last one that is presented by then, however long it
 * is shown. So it looks one frame ahead.
 *
 * @param <F> a frame
 */
final class Playhead<F> implements AutoCloseable {
  /** Jumping goes back to a key frame; nearer than this, decoding on is cheaper. */
  private static final double JUMP_SECONDS = 10;

  private static final double FURTHEST_BACK = 1e5;

  private final FrameSource<F> source;
  private final double tolerance;
  private F shown;
  private F ahead;
  private double longest;

  /**
   * Starts at the first frame, which is read.
   *
   * @param tolerance how much earlier than presented a frame counts: containers round times
   */
  Playhead(FrameSource<F> source, double tolerance) {
    this.source = source;
    this.tolerance = tolerance;
    this.ahead = source.next();
  }

  /**
   * The frame that is shown at a time; of successive calls never earlier than before.
   *
   * @return owned by this until the next call; null if there is none at all
   */
  F at(double time) {
    if (ahead != null && time - source.from(ahead) > JUMP_SECONDS) {
      jump(time);
    }
    while (ahead != null && (shown == null || isReached(time))) {
      step();
    }
    return shown;
  }

  /** Whether there is no frame behind the one that is shown. */
  boolean isAtEnd() {
    return ahead == null;
  }

  /** The longest time from one frame to the next that was seen. */
  double longest() {
    return longest;
  }

  private boolean isReached(double time) {
    return source.from(ahead) <= time + tolerance;
  }

  private void step() {
    F last = shown;
    shown = ahead;
    ahead = source.next();
    if (last != null) {
      longest = Math.max(longest, source.from(shown) - source.from(last));
      source.free(last);
    }
  }

  /** A key frame may be presented later than its place in the file says: then from further back. */
  private void jump(double time) {
    double here = source.from(ahead);
    double back = 0;
    while (source.seek(Math.max(0, time - back), here)) {
      free();
      ahead = source.next();
      if (ahead != null && isReached(time) || back > FURTHEST_BACK) {
        return;
      }
      back = back == 0 ? 1 : 8 * back;
      here = 0;
    }
  }

  private void free() {
    if (shown != null) {
      source.free(shown);
      shown = null;
    }
    if (ahead != null) {
      source.free(ahead);
      ahead = null;
    }
  }

  @Override
  public void close() {
    free();
  }
}
