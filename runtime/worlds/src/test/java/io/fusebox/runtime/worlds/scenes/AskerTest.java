package io.fusebox.runtime.worlds.scenes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Answers must be true: they are checked against the scene by other means than they were made. */
class AskerTest {
  private static final int RED = Words.COLOURS.indexOf("red");
  private static final int CIRCLE = Words.SHAPES.indexOf("circle");
  private static final Scene SCENE =
      new Scene(
          List.of(new Thing(RED, CIRCLE)), List.of(RED, RED + 1, RED + 2), List.of(CIRCLE, 1, 2));

  private static Stream<Asked> asked(Level level) {
    Asker asker = new Asker(new Random(1), level);
    return Stream.generate(() -> asker.askForOne(SCENE)).limit(5000).flatMap(a -> a.stream());
  }

  @Test
  void coloursAndShapesAreThoseOfTheThing() {
    asked(Level.FULL)
        .filter(a -> !a.answer().matches("yes|no"))
        .forEach(
            a -> {
              boolean colour = a.question().matches(".*(what color|which color|the color of).*");
              assertEquals(colour ? "red" : "circle", a.answer(), a.question());
            });
  }

  @Test
  void yesMeansThereUnlessTheQuestionIsNegated() {
    asked(Level.FULL)
        .filter(a -> a.answer().matches("yes|no"))
        .forEach(AskerTest::assertTrueAnswer);
  }

  private static void assertTrueAnswer(Asked asked) {
    String question = asked.question();
    boolean otherColour =
        Stream.of("green", "blue").anyMatch(c -> question.matches(".*\\b" + c + "\\b.*"));
    boolean otherShape =
        Stream.of("rectangle", "triangle").anyMatch(s -> question.matches(".*\\b" + s + "\\b.*"));
    boolean there = !otherColour && !otherShape;
    boolean negated = question.matches(".*\\b(no|not|absent|missing|lack)\\b.*");
    assertEquals(there != negated ? "yes" : "no", asked.answer(), question);
  }

  @Test
  void yesAndNoAreAboutEquallyFrequent() {
    long yes = asked(Level.FULL).filter(a -> a.answer().equals("yes")).count();
    long no = asked(Level.FULL).filter(a -> a.answer().equals("no")).count();
    assertTrue(Math.abs(yes - no) < 0.1 * (yes + no), yes + " yes, " + no + " no");
  }

  @Test
  void theFirstLevelNegatesNothing() {
    assertTrue(
        asked(Level.FIRST)
            .noneMatch(a -> a.question().matches(".*\\b(no|not|absent|missing|lack)\\b.*")));
  }
}
