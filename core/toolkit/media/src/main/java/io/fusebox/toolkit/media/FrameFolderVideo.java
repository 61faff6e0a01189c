package io.fusebox.toolkit.media;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.encoder.Orientation;
import io.fusebox.toolkit.files.InputReader;
import io.fusebox.toolkit.image.BmpWriter;
import io.fusebox.toolkit.image.ImageDecoder;
import io.fusebox.toolkit.image.Transpose;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A folder of images, in the order of their names.
 *
 * @param each how long an image counts as shown, in seconds: a folder has no clock of its own
 * @param orientation which way up photographs are wanted
 */
record FrameFolderVideo(List<Path> images, double each, Orientation orientation) implements Video {
  private static final Pattern IMAGE = Pattern.compile(".*\\.(png|jpe?g|gif|bmp|webp)");

  static FrameFolderVideo open(Path folder, double rate, Orientation orientation) {
    List<Path> images =
        InputReader.files(folder).stream().filter(FrameFolderVideo::isImage).toList();
    require(
        !images.isEmpty(),
        "the folder %s holds no images (PNG, JPEG, GIF, BMP or WebP), so it is not a video: put its frames there, named in their order"
            .formatted(folder));
    return new FrameFolderVideo(images, 1 / rate, orientation);
  }

  private static boolean isImage(Path file) {
    return IMAGE.matcher(file.getFileName().toString().toLowerCase(Locale.ROOT)).matches();
  }

  @Override
  public double durationSeconds() {
    return images.size() * each;
  }

  @Override
  public byte[] frameAt(double time) {
    // A hair more: k times 1/rate must be image k, whatever the rounding.
    int index = (int) (time / each + 1e-6);
    byte[] file = InputReader.read(images.get(Math.min(index, images.size() - 1)));
    // Then the encoder finds nothing in it to turn, whatever its own setting is.
    return ImageDecoder.turned(file) == Transpose.NONE
        ? file
        : BmpWriter.of(new ImageDecoder(orientation).decode(file));
  }

  @Override
  public void close() {}
}
