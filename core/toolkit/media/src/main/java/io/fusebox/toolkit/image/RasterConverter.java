package io.fusebox.toolkit.image;

import io.fusebox.api.FuseboxException;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Samples of any depth and layout to RGB bytes, without the gamma that {@code getRGB} applies. */
final class RasterConverter {
  private RasterConverter() {}

  static Pixels toRgb(Raster raster, ColorModel colours) {
    Pixels pixels = Pixels.black(raster.getHeight(), raster.getWidth());
    if (colours instanceof IndexColorModel palette) {
      expand(raster, palette, pixels);
    } else {
      copy(raster, pixels);
    }
    return pixels;
  }

  /** Palette indices to their colours; what a transparent index hides is shown. */
  private static void expand(Raster raster, IndexColorModel palette, Pixels to) {
    int width = to.width();
    int[] row = new int[width];
    int at = 0;
    for (int y = 0; y < to.height(); y++) {
      raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, row);
      for (int index : row) {
        if (index >= palette.getMapSize()) {
          throw new FuseboxException(
              "the image uses colour %d of a palette of %d: it is damaged"
                  .formatted(index, palette.getMapSize()));
        }
        to.rgb()[at++] = (byte) palette.getRed(index);
        to.rgb()[at++] = (byte) palette.getGreen(index);
        to.rgb()[at++] = (byte) palette.getBlue(index);
      }
    }
  }

  /** One or two bands are gray (and alpha), three or four are RGB (and alpha). */
  private static void copy(Raster raster, Pixels to) {
    int bands = raster.getNumBands();
    int width = to.width();
    int[] row = new int[width * bands];
    int at = 0;
    for (int y = 0; y < to.height(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++) {
          int band = bands < 3 ? 0 : c;
          to.rgb()[at++] =
              eightBits(row[x * bands + band], raster.getSampleModel().getSampleSize(band));
        }
      }
    }
  }

  /** Fewer bits are stretched to 0..255, more keep their high byte. */
  private static byte eightBits(int sample, int bits) {
    if (bits == 8) {
      return (byte) sample;
    }
    return (byte) (bits > 8 ? sample >> (bits - 8) : sample * 255 / ((1 << bits) - 1));
  }
}
