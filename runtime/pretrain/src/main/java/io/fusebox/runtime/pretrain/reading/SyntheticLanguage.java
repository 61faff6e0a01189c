package io.fusebox.runtime.pretrain.reading;

import io.fusebox.runtime.worlds.scenes.DifficultyLevel;
import io.fusebox.runtime.worlds.scenes.Scene;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A made-up language: a random vector for each colour and each shape. Nothing says what they mean;
 * a reader finds out by being told whether its answers were right.
 */
public final class SyntheticLanguage {
  private final Random random;
  private final int width;
  private final float[][] codes = new float[CodeIndex.COUNT][];
  private final List<Integer> colours;
  private final List<Integer> shapes;
  private final Style style;

  /**
   * How a language sounds: how strong each kind of code and the noise is, and how loud all of it.
   *
   * @param words how much of the plain words is still mixed in, 1 = all
   */
  record Style(
      float colours,
      float shapes,
      float nothing,
      float noise,
      float common,
      float loudness,
      float words) {}

  private SyntheticLanguage(
      Random random, int width, List<Integer> colours, List<Integer> shapes, Style style) {
    this.random = random;
    this.width = width;
    this.colours = colours;
    this.shapes = shapes;
    this.style = style;
  }

  /** Plain words, as noisy and as loud as the level has it. */
  static SyntheticLanguage words(Random random, int width, DifficultyLevel level) {
    List<Integer> colours = few(random, level.colours(), 2 + level.share(2), 4 + level.share(6));
    List<Integer> shapes = few(random, level.shapes(), 2, 3 + level.share(3));
    return new SyntheticLanguage(
        random, width, colours, shapes, style(random, level.hardness(), 1));
  }

  /**
   * A new language.
   *
   * @param words how much of the plain words is mixed in
   */
  public static SyntheticLanguage invent(
      Random random, int width, DifficultyLevel level, double words) {
    List<Integer> colours = few(random, level.colours(), 3 + level.share(2), 4 + level.share(6));
    List<Integer> shapes = few(random, level.shapes(), 2, 3 + level.share(2));
    return new SyntheticLanguage(
        random, width, colours, shapes, style(random, level.hardness(), words));
  }

  private static Style style(Random random, double hardness, double words) {
    return new Style(
        RandomRanges.real(random, 0.6, 1.4),
        RandomRanges.real(random, 0.6, 1.4),
        RandomRanges.real(random, 0.3, 1.5),
        RandomRanges.real(random, 0.1, 0.2 + 0.4 * hardness),
        random.nextBoolean() ? 0 : RandomRanges.real(random, 0, hardness),
        (float) Math.exp(0.4 * hardness * random.nextGaussian()),
        (float) words);
  }

  private static List<Integer> few(Random random, int all, int least, int most) {
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, all).boxed().toList());
    Collections.shuffle(numbers, random);
    return List.copyOf(numbers.subList(0, Math.min(all, RandomRanges.whole(random, least, most))));
  }

  Style style() {
    return style;
  }

  /** A scene that this language has words for. */
  Scene scene(int things) {
    return Scene.random(random, things, colours, shapes);
  }

  /** The vector of a code. */
  float[] code(int code) {
    if (codes[code] == null) {
      codes[code] = NoiseVectors.vector(random, width);
    }
    return codes[code];
  }
}
