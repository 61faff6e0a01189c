package io.fusebox.runtime.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BaselineGuessesTest {
  private static final BaselineGuesses GUESSES =
      new BaselineGuesses(
          List.of(
              example("what shape?", "circle"),
              example("what shape?", "triangle"),
              example("what shape?", "triangle"),
              example("is it red?", "yes"),
              example("is it red?", "no"),
              example("is it blue?", "no"),
              example("is it green?", "no")));

  private static Example example(String question, String answer) {
    return Example.of("e", new Question(Map.of(), question), answer, "other");
  }

  private static List<String> answers(Baseline baseline) {
    return GUESSES.answers(
        baseline,
        List.of(
            example("what shape?", "?"), example("is it red?", "?"), example("What shape?", "?")));
  }

  @Test
  void majorityGivesTheMostFrequentAnswerOfTheShotsToEverything() {
    assertEquals(List.of("no", "no", "no"), answers(Baseline.MAJORITY));
  }

  @Test
  void questionOnlyGivesTheMostFrequentAnswerToExactlyTheseWordsOrElseOfAll() {
    // A tie goes to the first in the alphabet; other letters are other words.
    assertEquals(List.of("triangle", "no", "no"), answers(Baseline.QUESTION_ONLY));
  }
}
