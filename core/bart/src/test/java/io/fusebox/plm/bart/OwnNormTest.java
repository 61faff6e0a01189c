package io.fusebox.plm.bart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import io.fusebox.api.fusion.LayerNorm;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.PlmInput.Positions;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.fixtures.Tensors;
import org.junit.jupiter.api.Test;

/** Segments with a LayerNorm of their own, as in the code of the paper's authors. */
class OwnNormTest {
  private static LayerNorm copy(LayerNorm of) {
    return new LayerNorm(of.weight().duplicate(), of.bias().duplicate(), of.eps());
  }

  private static PlmInput authors(BartCase golden, LayerNorm norm) {
    PlmInput input = golden.fused(golden.in("prompt")).withPositions(Positions.SEGMENT);
    return input.withSegments(
        input.segments().map(s -> s.name().equals(Segment.TEXT) ? s : s.withNorm(norm)));
  }

  @Test
  void untrainedOnesGiveWhatTheAuthorsCodeGives() {
    try (BartCase golden = new BartCase("promptfuse")) {
      LayerNorm norm = copy(golden.bart.embeddingNorm().orElseThrow());
      EncoderOutput encoded = golden.bart.encode(authors(golden, norm));
      golden.assertOutput("authors.promptfuse.first_hidden", encoded.hiddenStates().get(0));
      golden.assertOutput("authors.promptfuse.encoder_last_hidden_state", encoded.last());
    }
  }

  @Test
  void gradientReachesThemAndChangesReachTheirSegmentsAlone() {
    try (BartCase golden = new BartCase("promptfuse")) {
      LayerNorm norm = copy(golden.bart.embeddingNorm().orElseThrow());
      norm.weight().setRequiresGradient(true);
      norm.bias().setRequiresGradient(true);
      NDArray before;
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        EncoderOutput encoded = golden.bart.encode(authors(golden, norm));
        before = encoded.hiddenStates().get(0).duplicate();
        NDArray last = encoded.last();
        collector.backward(last.mul(Tensors.normal(last.getManager(), last.getShape(), 3)).sum());
      }
      assertTrue(norm.weight().getGradient().abs().sum().getFloat() > 0);
      assertTrue(norm.bias().getGradient().abs().sum().getFloat() > 0);

      LayerNorm moved = new LayerNorm(norm.weight().add(0.5), norm.bias(), norm.eps());
      NDArray after = golden.bart.encode(authors(golden, moved)).hiddenStates().get(0);
      long other = 12; // 5 prompts and 7 patches
      assertNotEquals(0, Tensors.maxDifference(head(before, other), head(after, other)));
      assertEquals(0, Tensors.maxDifference(tail(before, other), tail(after, other)));
    }
  }

  private static NDArray head(NDArray x, long end) {
    return x.get(":, :" + end);
  }

  private static NDArray tail(NDArray x, long from) {
    return x.get(":, " + from + ":");
  }
}
