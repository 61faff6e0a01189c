package io.fusebox.toolkit.image;

import io.fusebox.api.FuseboxException;
import java.awt.image.Raster;
import java.util.ArrayList;
import java.util.List;

/**
 * How a JPEG stores colour, determined as libjpeg does it, and the way from there to RGB in
 * libjpeg's 16-bit fixed-point arithmetic, so that the pixels are Pillow's to the bit.
 */
enum JpegColour {
  GRAY,
  RGB,
  YCBCR,
  CMYK,
  YCCK;

  private static final int HALF = 1 << 15;

  /** Reads the markers before the first scan. */
  static JpegColour of(byte[] file) {
    boolean jfif = false;
    int adobe = -1;
    List<Integer> components = List.of();
    int at = 2;
    while (true) {
      int marker = u8(file, at + 1);
      if (u8(file, at) != 0xff) {
        throw new FuseboxException("the JPEG image is damaged at byte " + at);
      } else if (marker == 0xff) {
        at++; // a fill byte
        continue;
      } else if (marker == 0xda) {
        return of(jfif, adobe, components);
      }
      int body = at + 4;
      if (marker == 0xe0 && u8(file, body) == 'J' && u8(file, body + 1) == 'F') {
        jfif = true;
      } else if (marker == 0xee && u8(file, body) == 'A' && u8(file, body + 1) == 'd') {
        adobe = u8(file, body + 11);
      } else if (isFrame(marker)) {
        components = components(file, body);
      }
      at = body - 2 + Math.max(2, u8(file, at + 2) << 8 | u8(file, at + 3));
    }
  }

  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private static List<Integer> components(byte[] file, int body) {
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < u8(file, body + 5); i++) {
      ids.add(u8(file, body + 6 + 3 * i));
    }
    return ids;
  }

  private static JpegColour of(boolean jfif, int adobe, List<Integer> components) {
    boolean plain = components.equals(List.of((int) 'R', (int) 'G', (int) 'B'));
    return switch (components.size()) {
      case 1 -> GRAY;
      case 3 -> jfif ? YCBCR : adobe == 0 || adobe < 0 && plain ? RGB : YCBCR;
      case 4 -> adobe > 0 ? YCCK : CMYK; // also numbers that Adobe never gave
      default ->
          throw new FuseboxException(
              "the JPEG image has %d colour components, but 1, 3 and 4 are known: convert it"
                  .formatted(components.size()));
    };
  }

  private static int u8(byte[] file, int at) {
    if (at >= file.length) {
      throw new FuseboxException("the JPEG image is cut off after %d bytes".formatted(file.length));
    }
    return file[at] & 0xff;
  }

  /** Raw samples to RGB. */
  Pixels toRgb(Raster raster) {
    Pixels pixels = Pixels.black(raster.getHeight(), raster.getWidth());
    int bands = raster.getNumBands();
    int[] row = new int[pixels.width() * bands];
    int[] rgb = new int[3];
    int at = 0;
    for (int y = 0; y < pixels.height(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, pixels.width(), 1, row);
      for (int i = 0; i < row.length; i += bands) {
        convert(row, i, rgb);
        for (int c = 0; c < 3; c++) {
          pixels.rgb()[at++] = (byte) rgb[c];
        }
      }
    }
    return pixels;
  }

  private void convert(int[] in, int i, int[] rgb) {
    switch (this) {
      case GRAY -> rgb[0] = rgb[1] = rgb[2] = in[i];
      case RGB -> System.arraycopy(in, i, rgb, 0, 3);
      case YCBCR -> fromYcc(in[i], in[i + 1] - 128, in[i + 2] - 128, rgb);
      case CMYK -> {
        System.arraycopy(in, i, rgb, 0, 3);
        addBlack(in[i + 3], rgb);
      }
      case YCCK -> {
        fromYcc(in[i], in[i + 1] - 128, in[i + 2] - 128, rgb);
        for (int c = 0; c < 3; c++) {
          rgb[c] = 255 - rgb[c];
        }
        addBlack(in[i + 3], rgb);
      }
    }
  }

  private static void fromYcc(int y, int cb, int cr, int[] rgb) {
    rgb[0] = clip(y + (91881 * cr + HALF >> 16)); // 1.40200
    rgb[1] = clip(y + (-22554 * cb - 46802 * cr + HALF >> 16)); // 0.34414, 0.71414
    rgb[2] = clip(y + (116130 * cb + HALF >> 16)); // 1.77200
  }

  /** Inks are stored inverted (255 = none), as every program since Adobe's does. */
  private static void addBlack(int white, int[] rgb) {
    for (int c = 0; c < 3; c++) {
      int product = (255 - rgb[c]) * white + 128;
      rgb[c] = clip(white - ((product >> 8) + product >> 8));
    }
  }

  private static int clip(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
