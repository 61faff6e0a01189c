package io.fusebox.runtime.data;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.task.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A few examples out of many, the same ones for the same seed on every machine.
 *
 * <p>The shuffle is Fisher and Yates's from the front: place i swaps with a place drawn from i to
 * the end. So fewer shots of a seed are the beginning of more shots of it.
 *
 * @param count how many
 */
public record Shots(int count, long seed, SamplingMethod choice) {
  /** Which examples. */
  public enum SamplingMethod {
    /** Any, each as likely as another. */
    RANDOM,
    /** As many of each answer as there are, in turn. */
    BALANCED,
    /**
     * As many of each answer to the same words as there are, in turn: what the words alone would
     * reveal about the answer is evened out, as the complementary images of VQAv2 do.
     */
    CONTRASTING
  }

  public Shots {
    require(count > 0, "shots must be positive, found " + count);
  }

  /** {@code count} examples at random. */
  public static Shots random(int count, long seed) {
    return new Shots(count, seed, SamplingMethod.RANDOM);
  }

  /** {@code count} examples, balanced over the answers that are trained on. */
  public static Shots balanced(int count, long seed) {
    return new Shots(count, seed, SamplingMethod.BALANCED);
  }

  /** {@code count} examples, balanced over the answers to each question's words. */
  public static Shots contrasting(int count, long seed) {
    return new Shots(count, seed, SamplingMethod.CONTRASTING);
  }

  /**
   * Draws the examples.
   *
   * @throws io.fusebox.api.FuseboxException when {@code from} holds fewer
   */
  public Dataset of(Dataset from) {
    require(
        count <= from.size(),
        "%d shots are asked for, but %s holds %d examples"
            .formatted(count, from.name(), from.size()));
    SplittableRandom random = new SplittableRandom(seed);
    List<Example> drawn =
        switch (choice) {
          case RANDOM -> shuffled(from.examples(), count, random);
          case BALANCED -> inTurn(from.examples(), Example::target, random);
          case CONTRASTING -> inTurn(from.examples(), Shots::wordsAndAnswer, random);
        };
    return from.derived("%s (%s)".formatted(from.name(), this), drawn);
  }

  /** For names and provenance: {@code 512 random shots, seed 0}. */
  @Override
  public String toString() {
    return count + " " + choice.name().toLowerCase(Locale.ROOT) + " shots, seed " + seed;
  }

  /** Case and blanks at the ends make no other question. */
  private static String wordsAndAnswer(Example example) {
    return example.text().strip().toLowerCase(Locale.ROOT) + "\n" + example.target();
  }

  /** Takes one example of each kind in turn, the kinds in a new order each turn. */
  private List<Example> inTurn(
      List<Example> all, Function<Example, String> kind, SplittableRandom random) {
    Map<String, List<Example>> byKind = new TreeMap<>();
    all.forEach(e -> byKind.computeIfAbsent(kind.apply(e), k -> new ArrayList<>()).add(e));
    byKind.replaceAll((k, list) -> shuffled(list, list.size(), random));
    List<Example> drawn = new ArrayList<>();
    List<List<Example>> left = new ArrayList<>(byKind.values());
    for (int turn = 0; drawn.size() < count; turn++) {
      int t = turn;
      left.removeIf(list -> list.size() <= t);
      for (List<Example> list : shuffled(left, left.size(), random)) {
        drawn.add(list.get(turn));
      }
    }
    return drawn.subList(0, count);
  }

  /** The first {@code count} places of the shuffled list. */
  private static <T> List<T> shuffled(List<T> list, int count, SplittableRandom random) {
    List<T> all = new ArrayList<>(list);
    for (int i = 0; i < count; i++) {
      int j = i + random.nextInt(all.size() - i);
      T swapped = all.get(i);
      all.set(i, all.get(j));
      all.set(j, swapped);
    }
    return List.copyOf(all.subList(0, count));
  }
}
