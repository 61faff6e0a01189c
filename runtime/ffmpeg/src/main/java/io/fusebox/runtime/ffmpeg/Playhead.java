package io.fusebox.runtime.ffmpeg;

import static io.fusebox.api.settings.Settings.require;
import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Finds the frame that is shown at a time: the last one that is presented by then, however long it
 * is shown. So it looks one frame ahead.
 *
 * @param <F> a frame
 */
final class Playhead<F> implements AutoCloseable {
  /** Jumping goes back to a key frame; nearer than this, decoding on is cheaper. */
  private static final double JUMP_SECONDS = 10;

  private static final double FURTHEST_BACK = 1e6;

  private final FrameSource<F> source;
  private final double tolerance;
  private @Nullable F shown;
  private @Nullable F ahead;
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
  @Nullable F at(double time) {
    if (ahead != null && time - source.from(ahead) > JUMP_SECONDS) {
      jump(time);
    }
    while (ahead != null && (shown == null || isReached(time))) {
      step();
    }
    return shown;
  }

  /** Whether there is no frame after the one that is shown. */
  boolean isAtEnd() {
    return ahead == null;
  }

  /** The longest time from one frame to the next that was seen. */
  double longest() {
    return longest;
  }

  private boolean isReached(double time) {
    return source.from(requireNonNull(ahead)) <= time + tolerance;
  }

  private void step() {
    F last = shown;
    F now = requireNonNull(ahead);
    shown = now;
    ahead = source.next();
    if (last != null) {
      longest = Math.max(longest, source.from(now) - source.from(last));
      source.free(last);
    }
  }

  private void jump(double time) {
    if (land(time, source.from(requireNonNull(ahead)))) {
      // A key frame may be presented later than its place in the file says: then from further back.
      for (double back = 1; !isEarlyEnough(time); back *= 8) {
        require(
            back < FURTHEST_BACK,
            "the video cannot be searched: re-encode it (ffmpeg -i VIDEO NEW.mp4)");
        land(Math.max(0, time - back), Double.NEGATIVE_INFINITY);
      }
    }
  }

  private boolean land(double time, double after) {
    boolean landed = source.seek(time, after);
    if (landed) {
      free();
      ahead = source.next();
    }
    return landed;
  }

  private boolean isEarlyEnough(double time) {
    return ahead != null && isReached(time);
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
