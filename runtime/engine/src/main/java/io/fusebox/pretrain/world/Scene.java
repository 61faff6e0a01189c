package io.fusebox.pretrain.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What there is to talk about.
 *
 * @param things what is there, in no order
 * @param colours the colours that questions may ask for
 * @param shapes the shapes that questions may ask for
 */
public record Scene(List<Thing> things, List<Integer> colours, List<Integer> shapes) {
  /** The words of the world's colours. */
  public static final List<String> COLOURS = Words.COLOURS;

  /** The words of the world's shapes. */
  public static final List<String> SHAPES = Words.SHAPES;

  /** How many of the shapes, from the first on, can be painted. */
  public static final int PAINTED = Outline.values().length;

  public Scene {
    things = List.copyOf(things);
    colours = List.copyOf(colours);
    shapes = List.copyOf(shapes);
  }

  /** A scene of {@code count} things whose colours and shapes are among a few. */
  public static Scene random(Random random, int count, Level level) {
    int fewColours = among(random, 2 + level.share(2), 4 + level.share(6));
    int fewShapes = among(random, 2, 3 + level.share(3));
    List<Integer> colours = choose(random, level.colours(), fewColours);
    List<Integer> shapes = choose(random, level.shapes(), fewShapes);
    List<Thing> things = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      things.add(new Thing(any(random, colours), any(random, shapes)));
    }
    return new Scene(things, colours, shapes);
  }

  boolean hasColour(int colour) {
    return things.stream().anyMatch(t -> t.colour() == colour);
  }

  boolean hasShape(int shape) {
    return things.stream().anyMatch(t -> t.shape() == shape);
  }

  /** How many things have this colour. */
  long ofColour(int colour) {
    return things.stream().filter(t -> t.colour() == colour).count();
  }

  /** How many things have this shape. */
  long ofShape(int shape) {
    return things.stream().filter(t -> t.shape() == shape).count();
  }

  /** One of a list. */
  public static <T> T any(Random random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private static int among(Random random, int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  /** {@code few} different numbers below {@code all}, shuffled. */
  private static List<Integer> choose(Random random, int all, int few) {
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, all).boxed().toList());
    Collections.shuffle(numbers, random);
    return numbers.subList(0, few);
  }
}
