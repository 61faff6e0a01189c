package io.fusebox.runtime.data.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassScoresTest {
  /** Of MUStARD's 356 test clips 152 are sarcastic; half of each class is distinguished. */
  private static final ClassScores SCORES =
      new ClassScores(
          new ConfusionMatrix(
              List.of("sarcastic", "sincere"), new long[][] {{76, 76}, {102, 102}}));

  @Test
  void showWhatAlwaysTheSameClassWouldScore() {
    assertEquals("sincere", SCORES.found().majority());
    assertEquals(0.598, SCORES.found().always("sarcastic").perClass().get(0).f1(), 5e-4);
    String table = SCORES.table();
    assertTrue(table.contains("accuracy 50.00, always sincere 57.30"), table);
    assertTrue(table.matches("(?s).*  always sarcastic +152 +42.70 +100.00 +59.84.*"), table);
  }

  @Test
  void nameEveryNumber() {
    assertEquals(
        List.of(
            "accuracy",
            "precision weighted",
            "recall weighted",
            "F1 weighted",
            "precision sarcastic",
            "recall sarcastic",
            "F1 sarcastic",
            "precision sincere",
            "recall sincere",
            "F1 sincere"),
        List.copyOf(SCORES.numbers().keySet()));
    assertEquals(356, SCORES.count());
    assertEquals(0.5, SCORES.accuracyByType().get("sarcastic"));
  }
}
