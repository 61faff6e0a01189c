package io.fusebox.toolkit.media;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Orientation;
import io.fusebox.toolkit.files.InputReader;
import io.fusebox.toolkit.files.IoErrorMessage;
import io.fusebox.toolkit.image.GifAnimation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Opens whatever is a video: animated GIFs and folders of images by itself, all else by the {@link
 * MediaLibrary} that is installed.
 */
public final class Videos {
  private Videos() {}

  /**
   * Opens a video.
   *
   * @param input a file, or a folder of images
   * @param folderRate how many of a folder's images count as a second
   * @return a video that the caller closes
   * @throws FuseboxException when it is not a video that can be read
   */
  public static Video open(Path input, double folderRate) {
    return open(input, folderRate, Orientation.UPRIGHT);
  }

  /** Opens a video to see it this way up; see {@link #open(Path, double)}. */
  public static Video open(Path input, double folderRate, Orientation orientation) {
    if (Files.isDirectory(input)) {
      return FrameFolderVideo.open(input, folderRate, orientation);
    }
    byte[] beginning = beginning(input);
    require(beginning.length > 0, "the file " + input + " is empty, so it is not a video");
    return GifAnimation.is(beginning)
        ? new GifVideo(InputReader.read(input))
        : MediaLibrary.installed().openVideo(input, orientation);
  }

  /** Opens a video that is in memory; see {@link #open(Path, double)}. */
  public static Video open(byte[] file) {
    return open(file, Orientation.UPRIGHT);
  }

  /** Opens a video that is in memory, to see it this way up. */
  public static Video open(byte[] file, Orientation orientation) {
    require(file.length > 0, "an empty file is not a video");
    if (GifAnimation.is(file)) {
      return new GifVideo(file);
    }
    return TemporaryVideo.of(file, orientation);
  }

  private static byte[] beginning(Path file) {
    require(Files.isRegularFile(file), "there is no file " + file + "; check the path in the data");
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(16);
    } catch (IOException e) {
      throw new FuseboxException("cannot read %s: %s".formatted(file, IoErrorMessage.of(e)), e);
    }
  }
}
