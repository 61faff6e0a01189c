package io.fusebox.runtime.worlds.scenes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Answers must be true: they are checked against the scene by other means than they were made. */
class QuestionGeneratorTest {
  private static final int RED = WorldVocabulary.COLOURS.indexOf("red");
  private static final int CIRCLE = WorldVocabulary.SHAPES.indexOf("circle");
  private static final Scene SCENE =
      new Scene(
          List.of(new SceneObject(RED, CIRCLE)),
          List.of(RED, RED + 1, RED + 2),
          List.of(CIRCLE, 1, 2));

  private static Stream<QuestionAnswer> asked(DifficultyLevel level) {
    QuestionGenerator asker = new QuestionGenerator(new Random(1), level);
    return Stream.generate(() -> asker.askForOne(SCENE)).limit(5000).flatMap(a -> a.stream());
  }

  @Test
  void coloursAndShapesAreThoseOfTheThing() {
    asked(DifficultyLevel.FULL)
        .filter(a -> !a.answer().matches("yes|no"))
        .forEach(
            a -> {
              boolean colour = a.question().matches(".*(what color|which color|the color of).*");
              assertEquals(colour ? "red" : "circle", a.answer(), a.question());
            });
  }

  @Test
  void yesMeansThereUnlessTheQuestionIsNegated() {
    asked(DifficultyLevel.FULL)
        .filter(a -> a.answer().matches("yes|no"))
        .forEach(QuestionGeneratorTest::assertTrueAnswer);
  }

  private static void assertTrueAnswer(QuestionAnswer asked) {
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
    long yes = asked(DifficultyLevel.FULL).filter(a -> a.answer().equals("yes")).count();
    long no = asked(DifficultyLevel.FULL).filter(a -> a.answer().equals("no")).count();
    assertTrue(Math.abs(yes - no) < 0.1 * (yes + no), yes + " yes, " + no + " no");
  }

  @Test
  void theFirstLevelNegatesNothing() {
    assertTrue(
        asked(DifficultyLevel.FIRST)
            .noneMatch(a -> a.question().matches(".*\\b(no|not|absent|missing|lack)\\b.*")));
  }
}
