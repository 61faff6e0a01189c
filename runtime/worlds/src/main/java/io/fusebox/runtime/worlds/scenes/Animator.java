package io.fusebox.runtime.worlds.scenes;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Paints short videos in which one thing crosses a plain background, and on its way takes another
 * colour and size.
 */
public final class Animator {
  private static final double MIN_CONTRAST = 150;
  private static final double RADIUS = 11;
  private static final double GROWTH = 5;

  private final Random random;
  private final int size;
  private final int frames;

  /** Paints videos of {@code frames} images of {@code size x size} pixels. */
  public Animator(Random random, int size, int frames) {
    this.random = random;
    this.size = size;
    this.frames = frames;
  }

  /**
   * A video.
   *
   * @param thing as it is in the first half
   * @param lastColour its colour in the second half
   * @param grows whether it grows in the second half; else it shrinks
   */
  public List<PaintedImage> video(SceneObject thing, int lastColour, boolean grows) {
    double[] background = background(thing.colour(), lastColour);
    double y = size * (0.35 + 0.3 * random.nextDouble());
    double rise = size * (0.3 * random.nextDouble() - 0.15);
    List<PaintedImage> video = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      double done = (double) i / (frames - 1);
      double late = Math.max(0, 2 * done - 1);
      double radius = RADIUS + (grows ? late : -late) * GROWTH;
      Canvas canvas = new Canvas(size, background);
      SceneObject now = new SceneObject(done < 0.5 ? thing.colour() : lastColour, thing.shape());
      canvas.fill(
          new ShapePlacement(
              ShapeOutline.values()[thing.shape()],
              size * (0.3 + 0.4 * done),
              y + rise * done,
              radius,
              radius),
          colour(now.colour()),
          now);
      video.add(canvas.image(new ImageNoise(random, 0)));
    }
    return video;
  }

  /** A light gray on which both colours are seen. */
  private double[] background(int first, int last) {
    double[] background;
    do {
      double gray = 140 + 115 * random.nextDouble();
      background = new double[] {gray, gray, gray};
    } while (contrast(background, first) < MIN_CONTRAST
        || contrast(background, last) < MIN_CONTRAST);
    return background;
  }

  private double contrast(double[] background, int colour) {
    return new Canvas(1, background).contrast(colour(colour));
  }

  private static double[] colour(int colour) {
    int rgb = Palette.rgb(colour);
    return new double[] {rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff};
  }
}
