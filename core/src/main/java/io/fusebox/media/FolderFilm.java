package io.fusebox.media;

import static io.fusebox.plugin.Settings.require;

import io.fusebox.files.Inputs;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A folder of pictures, in the order of their names.
 *
 * @param each how long a picture counts as shown, in seconds: a folder has no clock of its own
 */
record FolderFilm(List<Path> pictures, double each) implements Film {
  private static final Pattern PICTURE = Pattern.compile(".*\\.(png|jpe?g|gif|bmp|webp)");

  static FolderFilm open(Path folder, double rate) {
    List<Path> pictures = Inputs.files(folder).stream().filter(FolderFilm::isPicture).toList();
    require(
        !pictures.isEmpty(),
        "the folder %s holds no pictures (PNG, JPEG, GIF, BMP or WebP), so it is no film: put its frames there, named in their order"
            .formatted(folder));
    return new FolderFilm(pictures, 1 / rate);
  }

  private static boolean isPicture(Path file) {
    return PICTURE.matcher(file.getFileName().toString().toLowerCase(Locale.ROOT)).matches();
  }

  @Override
  public double seconds() {
    return pictures.size() * each;
  }

  @Override
  public byte[] at(double time) {
    // A hair more: k times 1/rate must be picture k, whatever the rounding.
    int index = (int) (time / each + 1e-6);
    return Inputs.read(pictures.get(Math.min(index, pictures.size() - 1)));
  }

  @Override
  public void close() {}
}
