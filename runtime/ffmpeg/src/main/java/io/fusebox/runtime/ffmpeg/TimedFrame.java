package io.fusebox.runtime.ffmpeg;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * A decoded frame and when it is presented, in seconds after the video's first frame.
 *
 * @param frame owned; freed by {@link #close}
 * @param from when it is shown
 * @param until when the video says that it is no longer shown; another frame may come later
 */
record TimedFrame(AVFrame frame, double from, double until) implements AutoCloseable {
  @Override
  public void close() {
    avutil.av_frame_free(frame);
  }
}
