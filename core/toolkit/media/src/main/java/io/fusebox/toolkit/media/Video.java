package io.fusebox.toolkit.media;

import io.fusebox.api.FuseboxException;

/** A video that is open: images in time. Used by one thread. */
public interface Video extends AutoCloseable {
  /** How long it runs; positive. */
  double durationSeconds();

  /**
   * The image that is shown at a time, as an image file that any image encoder decodes.
   *
   * @param seconds 0 to {@link #durationSeconds}; of successive calls never less than before
   * @throws FuseboxException when the video is damaged there, or the image too large
   */
  byte[] frameAt(double seconds);

  /** Closes the file. */
  @Override
  void close();
}
