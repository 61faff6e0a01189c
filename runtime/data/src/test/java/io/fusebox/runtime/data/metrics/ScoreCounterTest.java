package io.fusebox.runtime.data.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fusebox.api.FuseboxException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreCounterTest {
  @Test
  void countsOverAllAndPerAnswerType() {
    ScoreCounter tally = new ScoreCounter();
    tally.add("yes/no", "yes", "yes", List.of("yes"));
    tally.add("yes/no", "no", "yes", List.of("yes"));
    tally.add("other", "The Red", "red", List.of("red"));

    AnswerScores scores = tally.scores();

    assertEquals(
        new AnswerScores.AnswerTypeScore(2, 0.5, 0.5), scores.byAnswerType().get("yes/no"));
    assertEquals(new AnswerScores.AnswerTypeScore(1, 1, 0), scores.byAnswerType().get("other"));
    assertEquals(new AnswerScores.AnswerTypeScore(3, 2 / 3.0, 1 / 3.0), scores.overall());
  }

  @Test
  void printsATableWithTheTypesInOrder() {
    ScoreCounter tally = new ScoreCounter();
    tally.add("yes/no", "yes", "yes", List.of("yes"));
    tally.add("other", "blue", "red", List.of("red"));
    assertEquals(
        """
        answer type  questions  VQA acc.     exact
        other                1      0.00      0.00
        yes/no               1    100.00    100.00
        overall              2     50.00     50.00
        """,
        tally.scores().table().replace(System.lineSeparator(), "\n"));
  }

  @Test
  void refusesToScoreNothing() {
    assertThrows(FuseboxException.class, () -> new ScoreCounter().scores());
  }
}
