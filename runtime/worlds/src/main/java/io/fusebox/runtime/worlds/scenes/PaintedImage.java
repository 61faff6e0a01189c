package io.fusebox.runtime.worlds.scenes;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A painted scene.
 *
 * @param size the image's width and height
 * @param rgb {@code 3 * size * size} bytes, row by row, red, green, blue of each pixel
 * @param things what is painted, the first one first
 * @param cover for each thing, which part of each pixel it covers
 */
public record PaintedImage(int size, byte[] rgb, List<SceneObject> things, float[][] cover) {
  public PaintedImage {
    things = List.copyOf(things);
  }

  /** The thing that covers most of a square of pixels, if any covers at least {@code least}. */
  public int most(int left, int top, int side, double least) {
    int best = -1;
    double most = least;
    for (int t = 0; t < things.size(); t++) {
      double area = area(t, left, top, side);
      if (area >= most) {
        best = t;
        most = area;
      }
    }
    return best;
  }

  /** Which part of a square of pixels is covered by things. */
  public double covered(int left, int top, int side) {
    double sum = 0;
    for (int t = 0; t < things.size(); t++) {
      sum += area(t, left, top, side);
    }
    return Math.min(1, sum / (side * side));
  }

  private double area(int thing, int left, int top, int side) {
    double sum = 0;
    for (int y = top; y < top + side; y++) {
      for (int x = left; x < left + side; x++) {
        sum += cover[thing][y * size + x];
      }
    }
    return sum;
  }

  /** As an image that can be written to a file. */
  public BufferedImage image() {
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < size * size; i++) {
      int r = rgb[3 * i] & 0xff;
      int g = rgb[3 * i + 1] & 0xff;
      int b = rgb[3 * i + 2] & 0xff;
      image.setRGB(i % size, i / size, r << 16 | g << 8 | b);
    }
    return image;
  }
}
