package io.fusebox.runtime.worlds.scenes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An image in the making. */
final class Canvas {
  private static final double[] SAMPLES = {0.25, 0.75};

  private final int size;
  private final double[] background;
  private final double[][] pixels;
  private final float[] taken;
  private final List<SceneObject> things = new ArrayList<>();
  private final List<float[]> covers = new ArrayList<>();

  Canvas(int size, double[] background) {
    this.size = size;
    this.background = background;
    this.pixels = new double[size * size][];
    Arrays.setAll(pixels, i -> background.clone());
    this.taken = new float[size * size];
  }

  /** How far a colour is from the background: the sum over the channels. */
  double contrast(double[] colour) {
    double sum = 0;
    for (int c = 0; c < 3; c++) {
      sum += Math.abs(colour[c] - background[c]);
    }
    return sum;
  }

  /** Whether at most this part of a spot is taken. */
  boolean free(ShapePlacement spot, double part) {
    if (things.isEmpty()) {
      return true;
    }
    float[] cover = cover(spot);
    double all = 0;
    double overlap = 0;
    for (int i = 0; i < cover.length; i++) {
      all += cover[i];
      overlap += Math.min(cover[i], taken[i]);
    }
    return overlap <= part * all;
  }

  void fill(ShapePlacement spot, double[] colour, SceneObject thing) {
    float[] cover = cover(spot);
    for (int i = 0; i < cover.length; i++) {
      taken[i] = Math.max(taken[i], cover[i]);
      for (int c = 0; c < 3; c++) {
        pixels[i][c] += cover[i] * (colour[c] - pixels[i][c]);
      }
    }
    things.add(thing);
    covers.add(cover);
  }

  PaintedImage image(ImageNoise noise) {
    byte[] rgb = new byte[3 * size * size];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = noise.apply(pixels[i / 3][i % 3]);
    }
    return new PaintedImage(size, rgb, things, covers.toArray(float[][]::new));
  }

  /** Which part of each pixel a spot covers. */
  private float[] cover(ShapePlacement spot) {
    float[] cover = new float[size * size];
    int top = (int) Math.max(0, spot.y() - spot.high() - 1);
    int bottom = (int) Math.min(size - 1, spot.y() + spot.high() + 1);
    int left = (int) Math.max(0, spot.x() - spot.wide() - 1);
    int right = (int) Math.min(size - 1, spot.x() + spot.wide() + 1);
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        cover[y * size + x] = part(spot, x, y);
      }
    }
    return cover;
  }

  private static float part(ShapePlacement spot, int x, int y) {
    int inside = 0;
    for (double dy : SAMPLES) {
      for (double dx : SAMPLES) {
        inside += spot.holds(x + dx, y + dy) ? 1 : 0;
      }
    }
    return inside / 4f;
  }
}
