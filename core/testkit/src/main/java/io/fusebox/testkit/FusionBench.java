package io.fusebox.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.FusionSpec;
import io.fusebox.api.fusion.FusionSpec.FeatureSpec;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.PlmSpec;
import io.fusebox.api.fusion.PlmSpec.PrefixShape;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.fixtures.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A made-up PLM's width, two modalities and some text, for {@link StrategyContract}. */
final class FusionBench {
  static final long WIDTH = 8;
  static final PrefixShape PREFIX = new PrefixShape(3, 2, 4);
  private static final long TEXT_LENGTH = 4;

  private final long featureWidth;

  FusionBench(long featureWidth) {
    this.featureWidth = featureWidth;
  }

  FusionSpec spec() {
    PlmSpec plm = new PlmSpec("made-up", "none", WIDTH, 50, 64, 2, 1, 2, "0").withPrefix(PREFIX);
    return new FusionSpec(
        plm,
        List.of(
            new FeatureSpec(Modality.IMAGE, "made-up", featureWidth),
            new FeatureSpec(Modality.AUDIO, "made-up", featureWidth)));
  }

  /** Random tensors that depend on nothing but the shapes; a last text position is padding. */
  FusionInput fusion(NDManager manager, FusionStrategy strategy, int batch) {
    Segments features =
        Segments.of(
            segment(manager, Modality.IMAGE.id(), new Shape(batch, 3, featureWidth), 1),
            segment(manager, Modality.AUDIO.id(), new Shape(batch, 2, featureWidth), 2));
    return new FusionInput(
        features, text(manager, batch), weights(manager, strategy), FusionBench::place);
  }

  FusionInput fusionOfTextAlone(NDManager manager, FusionStrategy strategy) {
    return new FusionInput(
        Segments.of(), text(manager, 2), weights(manager, strategy), FusionBench::place);
  }

  /** Places as a PLM does whose positions are all one. */
  private static Segment place(Segment segment) {
    return new Segment(segment.name(), segment.embeddings().add(1), segment.mask(), true);
  }

  private static Segments text(NDManager manager, int batch) {
    Segment text = segment(manager, Segment.TEXT, new Shape(batch, TEXT_LENGTH, WIDTH), 3);
    long[] mask = new long[batch * (int) TEXT_LENGTH];
    java.util.Arrays.fill(mask, 1);
    mask[mask.length - 1] = 0;
    NDArray padded = manager.create(mask, new Shape(batch, TEXT_LENGTH)).duplicate();
    return Segments.of(new Segment(text.name(), text.embeddings(), padded));
  }

  private static Segment segment(NDManager manager, String name, Shape shape, long seed) {
    return Segment.unpadded(name, Tensors.normal(manager, shape, seed));
  }

  private Map<String, NDArray> weights(NDManager manager, FusionStrategy strategy) {
    Map<String, NDArray> weights = new LinkedHashMap<>();
    for (WeightSpec weight : strategy.weights(spec())) {
      weights.put(
          weight.name(), Tensors.normal(manager, weight.shape(WIDTH), weight.name().hashCode()));
    }
    return weights;
  }

  /** {@code [b, s, d]}: all segments in order, shared ones repeated. */
  static NDArray joined(PlmInput input, long batch) {
    NDList parts = new NDList();
    for (Segment segment : input.segments()) {
      Shape shape = segment.embeddings().getShape();
      parts.add(segment.embeddings().broadcast(batch, shape.get(1), shape.get(2)));
    }
    // Joining one part would copy it, and the copy has no gradient.
    return parts.size() == 1 ? parts.get(0) : NDArrays.concat(parts, 1);
  }

  /** All numbers that the PLM reads, those of a prefix too, in one row. */
  static NDArray everything(PlmInput input, long batch) {
    NDArray read = joined(input, batch).flatten();
    return input
        .prefix()
        .map(p -> read.concat(p.keys().flatten()).concat(p.values().flatten()))
        .orElse(read);
  }

  static void assertEqual(FusionInput expected, FusionInput found) {
    assertEqual(expected.features(), found.features());
    assertEqual(expected.text(), found.text());
    expected.weights().forEach((k, v) -> Tensors.assertClose(v, found.weight(k), 0, k));
  }

  private static void assertEqual(Segments expected, Segments found) {
    assertEquals(expected.list().size(), found.list().size());
    for (int i = 0; i < expected.list().size(); i++) {
      Segment one = expected.list().get(i);
      Segment other = found.list().get(i);
      assertEquals(one.name(), other.name());
      Tensors.assertClose(one.embeddings(), other.embeddings(), 0, one.name());
      Tensors.assertClose(one.mask(), other.mask(), 0, one.name() + "'s mask");
    }
  }
}
