package io.fusebox.runtime.ffmpeg;

import org.jspecify.annotations.Nullable;

/** Frames in the order in which they are presented. */
interface FrameSource<F> {
  /** The next frame, owned by the caller; null at the end. */
  @Nullable F next();

  /** When a frame is presented, in seconds after the first one. */
  double from(F frame);

  /**
   * Goes on at the last key frame before a time, or earlier.
   *
   * @param after where one is: whether to jump is the source's to say, which may know that there is
   *     no key frame between
   * @return false if it did not; then {@link #next} goes on as before
   */
  boolean seek(double seconds, double after);

  /** Gives back what {@link #next} gave. */
  void free(F frame);
}
