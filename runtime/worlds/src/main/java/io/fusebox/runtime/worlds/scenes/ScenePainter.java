package io.fusebox.runtime.worlds.scenes;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Paints none to three things of random place and size on a plain background, most of them light,
 * sometimes with noise. Edges are smooth: each pixel has four samples.
 */
public final class ScenePainter {
  /** How an image's number of things is drawn, in percent: 0, 1, 2, else 3. */
  private static final int[] COUNTS = {3, 67, 20};

  private static final int TRIES = 20;
  private static final double MIN_RADIUS = 4.5 / 64;
  private static final double EASY_RADIUS = 14.0 / 64;
  private static final double MAX_RADIUS = 18.0 / 64;
  private static final double MIN_CONTRAST = 90;
  private static final double MAX_OVERLAP = 0.1;

  /** The largest standard deviation of a colour's channels. */
  private static final double SPREAD = 45;

  private final Random random;
  private final int size;
  private double level = 1;

  /** Paints images of {@code size x size} pixels. */
  public ScenePainter(Random random, int size) {
    this.random = random;
    this.size = size;
  }

  /**
   * How hard the next images are.
   *
   * @param level from 0, one big thing in each image, to 1, the whole world
   */
  public void level(double level) {
    this.level = level;
  }

  /** An image of none to three random things. */
  public PaintedImage paint() {
    Canvas canvas = new Canvas(size, background());
    int count = count();
    for (int i = 0; i < count; i++) {
      place(
          canvas,
          new SceneObject(
              random.nextInt(WorldVocabulary.COLOURS.size()),
              random.nextInt(ShapeOutline.values().length)));
    }
    return canvas.image(noise());
  }

  /** An image of exactly these things, in so far as there is room for them. */
  public PaintedImage paint(List<SceneObject> things) {
    Canvas canvas = new Canvas(size, background());
    new ArrayList<>(things).forEach(t -> place(canvas, t));
    return canvas.image(noise());
  }

  private int count() {
    if (random.nextDouble() >= level) {
      return 1;
    }
    int dice = random.nextInt(100);
    int count = 0;
    for (int i = 0; i < COUNTS.length && dice >= COUNTS[i]; i++) {
      dice -= COUNTS[i];
      count++;
    }
    return count;
  }

  private void place(Canvas canvas, SceneObject thing) {
    for (int i = 0; i < TRIES; i++) {
      double[] colour = shade(thing.colour());
      ShapePlacement spot = spot(ShapeOutline.values()[thing.shape()]);
      if (canvas.contrast(colour) > MIN_CONTRAST && canvas.free(spot, MAX_OVERLAP)) {
        canvas.fill(spot, colour, thing);
        return;
      }
    }
  }

  private ShapePlacement spot(ShapeOutline outline) {
    double least = EASY_RADIUS + level * (MIN_RADIUS - EASY_RADIUS);
    double radius = size * (least + random.nextDouble() * (MAX_RADIUS - least));
    double wide = radius;
    double high = radius;
    if (outline == ShapeOutline.RECTANGLE) {
      wide *= 0.5 + 0.5 * random.nextDouble();
      high *= 0.5 + 0.5 * random.nextDouble();
    } else if (outline != ShapeOutline.CIRCLE) {
      wide *= 0.85 + 0.3 * random.nextDouble();
    }
    return new ShapePlacement(outline, within(wide), within(high), wide, high);
  }

  /** A centre such that a thing of this radius lies within the image. */
  private double within(double radius) {
    return radius + random.nextDouble() * (size - 2 * radius);
  }

  /** A shade of a colour: one that is clearly nearer to it than to any other. */
  private double[] shade(int colour) {
    int rgb = Palette.rgb(colour);
    double spread = SPREAD * random.nextDouble();
    double[] shade;
    do {
      shade =
          new double[] {
            jitter(rgb >> 16, spread), jitter(rgb >> 8 & 0xff, spread), jitter(rgb & 0xff, spread)
          };
    } while (!Palette.clearly(colour, shade));
    return shade;
  }

  private double jitter(int channel, double spread) {
    return Math.max(0, Math.min(255, channel + spread * random.nextGaussian()));
  }

  private double[] background() {
    int kind = random.nextInt(10);
    double gray = 255 * random.nextDouble();
    double low = kind < 6 ? 200 : 0;
    double[] colour = new double[3];
    for (int i = 0; i < 3; i++) {
      colour[i] = kind == 9 ? gray : low + random.nextDouble() * (255 - low);
    }
    return colour;
  }

  private ImageNoise noise() {
    double strength = random.nextInt(10) < 3 ? 8 * random.nextDouble() : 0;
    return new ImageNoise(random, strength);
  }
}
