package io.fusebox.image;

import io.fusebox.FuseboxException;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;

/**
 * Where a GIF's first frame lies on its canvas, read from the file's header: the platform's reader
 * gives the frame alone.
 *
 * @param background the palette index that fills the canvas where the frame does not
 */
record GifFrame(int canvasWidth, int canvasHeight, int left, int top, int background) {
  private static final int EXTENSION = 0x21;
  private static final int GRAPHIC_CONTROL = 0xf9;
  private static final int IMAGE = 0x2c;

  static GifFrame first(byte[] file) {
    int at = 13 + paletteBytes(u8(file, 10));
    int background = 0;
    while (u8(file, at) == EXTENSION) {
      if (u8(file, at + 1) == GRAPHIC_CONTROL && (u8(file, at + 3) & 1) == 1) {
        background = u8(file, at + 6);
      }
      at = afterBlocks(file, at + 2);
    }
    if (u8(file, at) != IMAGE) {
      throw new FuseboxException("the GIF picture has no first frame: it is damaged");
    }
    int left = u16(file, at + 1);
    int top = u16(file, at + 3);
    int right = Math.max(u16(file, 6), left + u16(file, at + 5));
    int bottom = Math.max(u16(file, 8), top + u16(file, at + 7));
    return new GifFrame(right, bottom, left, top, background);
  }

  /** The frame on its canvas. */
  Pixels onCanvas(BufferedImage frame) {
    Pixels picture = Rasters.toRgb(frame.getRaster(), frame.getColorModel());
    if (picture.width() == canvasWidth && picture.height() == canvasHeight) {
      return picture;
    }
    Pixels canvas = Pixels.black(canvasHeight, canvasWidth);
    fill(canvas.rgb(), (IndexColorModel) frame.getColorModel());
    for (int y = 0; y < picture.height(); y++) {
      int to = 3 * ((top + y) * canvasWidth + left);
      System.arraycopy(
          picture.rgb(), 3 * y * picture.width(), canvas.rgb(), to, 3 * picture.width());
    }
    return canvas;
  }

  private void fill(byte[] rgb, IndexColorModel palette) {
    int index = Math.min(background, palette.getMapSize() - 1);
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] = (byte) palette.getRed(index);
      rgb[i + 1] = (byte) palette.getGreen(index);
      rgb[i + 2] = (byte) palette.getBlue(index);
    }
  }

  private static int paletteBytes(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  /** Skips sub-blocks: a length and as many bytes, until a length of 0. */
  private static int afterBlocks(byte[] file, int at) {
    while (u8(file, at) != 0) {
      at += 1 + u8(file, at);
    }
    return at + 1;
  }

  private static int u8(byte[] file, int at) {
    if (at >= file.length) {
      throw new FuseboxException(
          "the GIF picture is cut off after %d bytes".formatted(file.length));
    }
    return file[at] & 0xff;
  }

  private static int u16(byte[] file, int at) {
    return u8(file, at) | u8(file, at + 1) << 8;
  }
}
