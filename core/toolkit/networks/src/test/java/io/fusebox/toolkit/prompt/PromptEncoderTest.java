package io.fusebox.toolkit.prompt;

import static java.util.Arrays.stream;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.fixtures.Tensors;
import io.fusebox.toolkit.tensor.Linear;
import io.fusebox.toolkit.tensor.Lstm;
import io.fusebox.toolkit.tensor.ScalarLstm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a prompt passes through, against formulas and differences. */
class PromptEncoderTest {
  private static FusionInput fusion(NDManager manager, PromptEncoder encoder, int n, long width) {
    Map<String, NDArray> weights = new LinkedHashMap<>();
    weights.put("prompt", Tensors.normal(manager, new Shape(n, width), 1));
    for (WeightSpec weight : encoder.weights("prompt", width)) {
      NDArray start = Tensors.normal(manager, weight.shape(width), weight.name().hashCode());
      weights.put(weight.name(), start.mul(manager.full(new Shape(), 0.5f)));
    }
    return new FusionInput(Segments.of(), Segments.of(), weights);
  }

  /** Two layers, both directions side by side, then two linear layers with a ReLU between. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void lstmGivesWhatTheFormulasGive(int n) {
    try (NDManager manager = NDManager.newBaseManager()) {
      FusionInput in = fusion(manager, PromptEncoder.LSTM, n, 6);
      double[][] states = ScalarLstm.rows(in.weight("prompt"));
      for (String layer : List.of("_l0", "_l1")) {
        double[][] forward = ScalarLstm.apply(lstm(in, layer, false), states);
        double[][] backward = ScalarLstm.apply(lstm(in, layer + "_reverse", true), states);
        for (int i = 0; i < n; i++) {
          states[i] = DoubleStream.concat(stream(forward[i]), stream(backward[i])).toArray();
        }
      }
      NDArray found = PromptEncoder.LSTM.encode(in, "prompt");
      assertEquals(manager, found.getManager());
      for (int i = 0; i < n; i++) {
        double[] inner = ScalarLstm.linear(linear(in, "prompt.mlp.0."), states[i]);
        double[] relu = stream(inner).map(x -> Math.max(0, x)).toArray();
        double[] expected = ScalarLstm.linear(linear(in, "prompt.mlp.2."), relu);
        assertArrayEquals(expected, ScalarLstm.rows(found)[i], 1e-5);
      }
    }
  }

  private static Lstm lstm(FusionInput in, String end, boolean backward) {
    String of = "prompt.lstm.";
    return new Lstm(
        new Linear(in.weight(of + "weight_ih" + end), in.weight(of + "bias_ih" + end)),
        new Linear(in.weight(of + "weight_hh" + end), in.weight(of + "bias_hh" + end)),
        backward);
  }

  private static Linear linear(FusionInput in, String layer) {
    return new Linear(in.weight(layer + "weight"), in.weight(layer + "bias"));
  }

  @ParameterizedTest
  @EnumSource
  void gradientsOfVectorsAndWeightsAreThoseOfDifferences(PromptEncoder encoder) {
    try (NDManager manager = NDManager.newBaseManager()) {
      FusionInput in = fusion(manager, encoder, 3, 4);
      in.weights().values().forEach(w -> w.setRequiresGradient(true));
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        collector.backward(score(encoder, in));
      }
      in.weights().keySet().forEach(name -> assertGradient(manager, encoder, in, name));
    }
  }

  /** Along the gradient itself, where the difference is largest. */
  private static void assertGradient(
      NDManager manager, PromptEncoder encoder, FusionInput in, String name) {
    NDArray gradient = in.weight(name).getGradient();
    double square = gradient.mul(gradient).sum().getFloat();
    assertTrue(square > 0, name + " has no gradient");
    double step = 1e-2 / Math.sqrt(square);
    double up = score(encoder, moved(manager, in, name, gradient, step)).getFloat();
    double down = score(encoder, moved(manager, in, name, gradient, -step)).getFloat();
    assertEquals(square, (up - down) / (2 * step), 2e-2 * square, name);
  }

  private static FusionInput moved(
      NDManager manager, FusionInput in, String name, NDArray along, double step) {
    Map<String, NDArray> weights = new LinkedHashMap<>(in.weights());
    NDArray by = along.mul(manager.full(new Shape(), (float) step));
    weights.put(name, in.weight(name).duplicate().add(by));
    return new FusionInput(Segments.of(), Segments.of(), weights);
  }

  private static NDArray score(PromptEncoder encoder, FusionInput in) {
    NDArray encoded = encoder.encode(in, "prompt");
    NDArray weighing = Tensors.normal(encoded.getManager(), encoded.getShape(), 5);
    return encoded.mul(weighing).sum();
  }

  @Test
  void withoutAnEncoderTheVectorsAreReadAsTheyAre() {
    try (NDManager manager = NDManager.newBaseManager()) {
      FusionInput in = fusion(manager, PromptEncoder.NONE, 3, 4);
      Tensors.assertClose(
          in.weight("prompt"), PromptEncoder.NONE.encode(in, "prompt"), 0, "the vectors");
    }
  }
}
