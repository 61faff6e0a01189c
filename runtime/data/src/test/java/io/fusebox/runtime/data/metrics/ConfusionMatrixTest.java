package io.fusebox.runtime.data.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.data.metrics.ConfusionMatrix.LabelScore;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Alongside the reference's cases, which their verification compares. */
class ConfusionMatrixTest {
  private static final List<String> LABELS = List.of("True", "False", "Maybe");

  @Test
  void countsInTheOrderOfTheLabels() {
    ConfusionMatrix found =
        ConfusionMatrix.of(
            LABELS,
            List.of("True", "True", "True", "False"),
            List.of("True", "False", "True", "True"));
    assertArrayEquals(new long[][] {{2, 1, 0}, {1, 0, 0}, {0, 0, 0}}, found.confusion());
    assertEquals(0.5, found.accuracy());
    assertEquals(2.0 / 3, found.perClass().get(0).precision());
    assertEquals(0.5, found.weighted().precision());
    assertEquals(2.0 / 9, found.macro().precision(), 1e-15);
    assertEquals(new LabelScore(0.5, 0.5, 0.5, 4), found.micro());
  }

  @Test
  void scoresZeroWhereItWouldDivideByZero() {
    ConfusionMatrix found = ConfusionMatrix.of(LABELS, List.of("True"), List.of("False"));
    LabelScore nothing = new LabelScore(0, 0, 0, 0);
    assertEquals(List.of(new LabelScore(0, 0, 0, 1), nothing, nothing), found.perClass());
    assertEquals(new LabelScore(0, 0, 0, 1), found.weighted());
  }

  @Test
  void refusesWhatItCannotCount() {
    refused(List.of("True"), List.of("Perhaps"), "'Perhaps' is not one of the classes");
    refused(List.of("True"), List.of(), "found 1 and 0");
    refused(List.of(), List.of(), "found 0 and 0");
    String twice =
        assertThrows(
                FuseboxException.class,
                () -> ConfusionMatrix.of(List.of("a", "a"), List.of("a"), List.of("a")))
            .getMessage();
    assertEquals("a class is named twice in [a, a]", twice);
  }

  private static void refused(List<String> truth, List<String> predicted, String part) {
    String message =
        assertThrows(FuseboxException.class, () -> ConfusionMatrix.of(LABELS, truth, predicted))
            .getMessage();
    assertTrue(message.contains(part), message);
  }
}
