package io.fusebox.toolkit.media;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Orientation;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * A library that decodes videos and audio tracks. Its natives bind to one class loader, so it lies
 * alongside core on the class path, never in a bundle, and is found as a service of the Java
 * platform.
 */
public interface MediaLibrary {
  /**
   * Opens a video, for instance MP4, WebM or AVI.
   *
   * @return a video that the caller closes
   * @throws FuseboxException when the file is not a video that can be read, or its images are too
   *     large
   */
  Video openVideo(Path file);

  /**
   * Opens a video to see it this way up. The default is for a library that knows no video that is
   * to be turned.
   *
   * @param orientation {@link #openVideo(Path)} shows it upright
   */
  default Video openVideo(Path file, Orientation orientation) {
    return openVideo(file);
  }

  /**
   * Decodes an audio file (MP3, FLAC, OGG, ...) or the audio track of a video.
   *
   * @param mostSeconds what comes later is not decoded
   * @throws FuseboxException when the file has no audio that can be read
   */
  DecodedAudio decodeAudio(Path file, double mostSeconds);

  /** The library that is installed alongside core; where there is none, one that says so. */
  static MediaLibrary installed() {
    // Not the thread's loader: in a bundle's thread it would find nothing, or another one.
    ClassLoader beside = MediaLibrary.class.getClassLoader();
    Iterator<MediaLibrary> found = ServiceLoader.load(MediaLibrary.class, beside).iterator();
    try {
      return found.hasNext() ? found.next() : new MissingMediaLibrary();
    } catch (ServiceConfigurationError | LinkageError e) {
      return new MissingMediaLibrary();
    }
  }
}
