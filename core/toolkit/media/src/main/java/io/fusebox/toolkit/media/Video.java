package io.fusebox.toolkit.media;

import io.fusebox.api.FuseboxException;

/** A film that is open: pictures in time. Used by one thread. */
public interface Video extends AutoCloseable {
  /** How long it runs; positive. */
  double durationSeconds();

  /**
   * The picture that is shown at a time, as a picture file that any image encoder decodes.
   *
   * @param seconds 0 to {@link #durationSeconds}; of successive calls never less than before
   * @throws FuseboxException when the film is damaged there, or the picture too large
   */
  byte[] frameAt(double seconds);

  /** Closes the file. */
  @Override
  void close();
}
