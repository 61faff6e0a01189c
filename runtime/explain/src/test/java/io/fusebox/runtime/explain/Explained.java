package io.fusebox.runtime.explain;

import io.fusebox.api.encoder.PatchGrid;
import io.fusebox.api.encoder.PatchGrid.Window;
import io.fusebox.api.task.Task.ExplainedToken;
import io.fusebox.runtime.explain.ExplainedSegment.Unit;
import io.fusebox.runtime.explain.gradients.QuadratureRule;
import io.fusebox.toolkit.image.Pixels;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Explanations made up for pages and drawings. */
final class Explained {
  private Explained() {}

  static Unit unit(String name, double value) {
    return new Unit(name, value);
  }

  static ExplainedSegment text(Unit... words) {
    return new ExplainedSegment("text", List.of(words), Optional.empty(), Optional.empty());
  }

  static ExplainedSegment strip(String name, double... values) {
    List<Unit> units =
        IntStream.range(0, values.length).mapToObj(i -> unit("" + (i + 1), values[i])).toList();
    return new ExplainedSegment(name, units, Optional.empty(), Optional.empty());
  }

  /** A white image of 40 x 20, its features over a grid of 1 + 2 x 2, or pooled. */
  static ExplainedSegment image(boolean pooled, double... values) {
    byte[] rgb = new byte[3 * 40 * 20];
    Arrays.fill(rgb, (byte) 255);
    return new ExplainedSegment(
        "image",
        strip("image", values).units(),
        Optional.of(new Pixels(20, 40, rgb)),
        pooled ? Optional.empty() : Optional.of(new PatchGrid(1, 2, 2, Window.WHOLE)));
  }

  static Explanation of(String question, String answer, ExplainedSegment... parts) {
    return new Explanation(
        "shapes",
        "promptfuse",
        question,
        new ExplainedToken(answer, answer, new long[] {2}, 3, new long[0]),
        QuadratureRule.GAUSS_LEGENDRE,
        50,
        -0.1,
        -4,
        0.001,
        List.of(parts),
        List.of());
  }
}
