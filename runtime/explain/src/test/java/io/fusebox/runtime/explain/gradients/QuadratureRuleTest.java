package io.fusebox.runtime.explain.gradients;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuadratureRuleTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 50, 1001})
  void gaussLegendreIntegratesPolynomialsUpToItsDegreeExactly(int n) {
    QuadratureRule.Nodes nodes = QuadratureRule.GAUSS_LEGENDRE.nodes(n);
    for (int degree : new int[] {0, 1, n, 2 * n - 1}) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += nodes.weights()[i] * Math.pow(nodes.at()[i], degree);
      }
      assertEquals(1.0 / (degree + 1), sum, 1e-13, "x^" + degree);
    }
  }

  @Test
  void gaussLegendreMissesTheNextDegree() {
    QuadratureRule.Nodes nodes = QuadratureRule.GAUSS_LEGENDRE.nodes(1);
    assertEquals(0.25, Math.pow(nodes.at()[0], 2), 1e-15); // and not 1/3
  }

  @Test
  void gaussLegendreLooksInsideAndInOrder() {
    double[] at = QuadratureRule.GAUSS_LEGENDRE.nodes(50).at();
    assertTrue(at[0] > 0 && at[49] < 1);
    double[] sorted = at.clone();
    Arrays.sort(sorted);
    assertArrayEquals(sorted, at);
  }

  @Test
  void trapezoidIsAsBiasedAsTheReference() {
    QuadratureRule.Nodes nodes = QuadratureRule.TRAPEZOID.nodes(5);
    assertArrayEquals(new double[] {0, 0.25, 0.5, 0.75, 1}, nodes.at());
    assertArrayEquals(new double[] {0.1, 0.2, 0.2, 0.2, 0.1}, nodes.weights(), 1e-15);
    assertEquals(0.98, Arrays.stream(QuadratureRule.TRAPEZOID.nodes(50).weights()).sum(), 1e-12);
  }

  @Test
  void refusesTooFewStepsAndTooMany() {
    refused(QuadratureRule.GAUSS_LEGENDRE, 0, "between 1 and 10000, found 0");
    refused(QuadratureRule.TRAPEZOID, 1, "between 2 and 10000, found 1");
    refused(QuadratureRule.GAUSS_LEGENDRE, 10_001, "found 10001");
  }

  private static void refused(QuadratureRule rule, int steps, String part) {
    String message = assertThrows(FuseboxException.class, () -> rule.nodes(steps)).getMessage();
    assertTrue(message.contains(part), message);
  }
}
