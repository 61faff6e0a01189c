package io.fusebox.runtime.explain;

import io.fusebox.toolkit.image.Pixels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Images on their way to a page. */
final class PageImages {
  private PageImages() {}

  static BufferedImage image(Pixels pixels) {
    BufferedImage image =
        new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_INT_RGB);
    byte[] rgb = pixels.rgb();
    for (int i = 0; i < rgb.length; i += 3) {
      int colour = (rgb[i] & 0xff) << 16 | (rgb[i + 1] & 0xff) << 8 | rgb[i + 2] & 0xff;
      image.setRGB(i / 3 % pixels.width(), i / 3 / pixels.width(), colour);
    }
    return image;
  }

  /** The same in gray, so that colours laid over it are seen. */
  static BufferedImage gray(Pixels pixels) {
    byte[] gray = new byte[pixels.rgb().length];
    byte[] rgb = pixels.rgb();
    for (int i = 0; i < rgb.length; i += 3) {
      int light =
          (299 * (rgb[i] & 0xff) + 587 * (rgb[i + 1] & 0xff) + 114 * (rgb[i + 2] & 0xff)) / 1000;
      gray[i] = gray[i + 1] = gray[i + 2] = (byte) light;
    }
    return image(new Pixels(pixels.height(), pixels.width(), gray));
  }

  static byte[] png(BufferedImage image) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Memory is written to.
    }
    return png.toByteArray();
  }
}
