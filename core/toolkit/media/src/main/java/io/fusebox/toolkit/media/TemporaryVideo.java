package io.fusebox.toolkit.media;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Orientation;
import io.fusebox.toolkit.files.IoErrorMessage;
import io.fusebox.toolkit.files.TemporaryFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A video from memory in a file of its own, which goes with it: libraries seek in files best. */
record TemporaryVideo(Path file, Video video) implements Video {
  static TemporaryVideo of(byte[] bytes, Orientation orientation) {
    try {
      Path file = TemporaryFile.create(".video");
      try {
        Files.write(file, bytes);
        return new TemporaryVideo(file, MediaLibrary.installed().openVideo(file, orientation));
      } catch (IOException | RuntimeException e) {
        Files.delete(file);
        throw e;
      }
    } catch (IOException e) {
      throw new FuseboxException("a video cannot be laid by: " + IoErrorMessage.of(e), e);
    }
  }

  @Override
  public double durationSeconds() {
    return video.durationSeconds();
  }

  @Override
  public byte[] frameAt(double seconds) {
    return video.frameAt(seconds);
  }

  @Override
  public void close() {
    video.close();
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
