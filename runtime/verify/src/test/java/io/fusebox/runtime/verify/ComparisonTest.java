package io.fusebox.runtime.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.types.Shape;
import io.fusebox.api.reference.OutputResult;
import io.fusebox.api.reference.OutputResult.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  private static TensorValues floats(double... numbers) {
    return new TensorValues(new Shape(numbers.length), false, numbers);
  }

  private static TensorValues ids(double... numbers) {
    return new TensorValues(new Shape(numbers.length), true, numbers);
  }

  private static Status status(String output, TensorValues expected, TensorValues found) {
    return OutputComparison.of(output, expected, found).status();
  }

  @Test
  void allowsAsMuchAsTheOutputSays() {
    TensorValues zero = floats(0);
    assertEquals(Status.OK, status("x", zero, floats(0.9e-4)));
    assertEquals(Status.FAIL, status("x", zero, floats(-1.1e-4)));
    assertEquals(Status.OK, status("x", zero, floats(4e-4).within(5e-4)));
    assertEquals(Status.FAIL, status("x", zero, floats(6e-4).within(5e-4)));
    assertEquals(Status.FAIL, status("a.adam_lr0.5.x", zero, floats(4e-4)), "a name says nothing");
  }

  @Test
  void neverTakesNanForRightAndInfinityOnlyForItself() {
    assertEquals(Status.FAIL, status("x", floats(0, 1), floats(Double.NaN, 1)));
    assertEquals(Status.FAIL, status("x", floats(Double.NaN), floats(Double.NaN)));
    assertEquals(Status.FAIL, status("x", floats(1), floats(INFINITE)));
    assertEquals(Status.FAIL, status("x", floats(INFINITE), floats(-INFINITE)));
    assertEquals(Status.OK, status("x", floats(INFINITE), floats(INFINITE)));
  }

  @Test
  void wantsIdsToBeTheSameAndSaysWhereTheyAreNot() {
    assertEquals(Status.OK, status("gen", ids(2, 0, 7), ids(2, 0, 7)));
    OutputResult row = OutputComparison.of("gen", ids(2, 0, 7), ids(2, 0, 8));
    assertEquals(
        new OutputResult("gen", "1 of 3", "exact", Status.FAIL, "at 2: expected 7, found 8"), row);
  }

  @Test
  void failsAnotherShapeEvenOfTheSameNumbers() {
    TensorValues column = new TensorValues(new Shape(2, 1), false, new double[] {1, 2});
    OutputResult row = OutputComparison.of("x", floats(1, 2), column);
    assertEquals(Status.FAIL, row.status());
    assertEquals("expected shape (2), found (2, 1)", row.note());
  }

  @Test
  void comparesTextsOneByOne() {
    assertEquals("exact", OutputResult.texts("t", List.of("a", ""), List.of("a", "")).difference());
    assertEquals(
        "at 1: expected 'b', found 'c'",
        OutputResult.texts("t", List.of("a", "b"), List.of("a", "c")).note());
    assertEquals(Status.FAIL, OutputResult.texts("t", List.of("a"), List.of("a", "b")).status());
  }

  @Test
  void allowsForWhatTheReferenceItselfIsOffBy() {
    assertEquals(1e-4, OutputComparison.tolerance(OutputComparison.FORWARD, 0));
    assertEquals(1.7e-4, OutputComparison.tolerance(OutputComparison.FORWARD, 7e-5), 1e-12);
    assertEquals(5.1e-4, OutputComparison.tolerance(5e-4, 1e-5), 1e-12);
    assertEquals(
        1.1e-3,
        OutputComparison.tolerance(OutputComparison.FORWARD, 100),
        1e-12,
        "no reference at all");
    assertEquals(
        1e-4, OutputComparison.tolerance(OutputComparison.FORWARD, -1), "no number at all");
  }
}
