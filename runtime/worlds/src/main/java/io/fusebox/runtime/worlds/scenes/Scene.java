package io.fusebox.runtime.worlds.scenes;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The subjects to talk about.
 *
 * @param things what is there, in no order
 * @param colours the colours that questions may ask for
 * @param shapes the shapes that questions may ask for
 */
public record Scene(List<SceneObject> things, List<Integer> colours, List<Integer> shapes) {
  /** The words of the world's colours. */
  public static final List<String> COLOURS = WorldVocabulary.COLOURS;

  /** The words of the world's shapes. */
  public static final List<String> SHAPES = WorldVocabulary.SHAPES;

  /** How many of the shapes, from the first on, can be painted. */
  public static final int PAINTED = ShapeOutline.values().length;

  public Scene {
    things = List.copyOf(things);
    colours = List.copyOf(colours);
    shapes = List.copyOf(shapes);
  }

  /** A scene of {@code count} things whose colours and shapes are among these. */
  public static Scene random(
      Random random, int count, List<Integer> colours, List<Integer> shapes) {
    List<SceneObject> things = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      things.add(new SceneObject(any(random, colours), any(random, shapes)));
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
}
