package io.fusebox.strategy.jointproj;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.core.Linear;
import io.fusebox.fusion.FeatureSpec;
import io.fusebox.fusion.Fusion;
import io.fusebox.fusion.FusionSpec;
import io.fusebox.fusion.Projection;
import io.fusebox.fusion.Segment;
import io.fusebox.fusion.Segments;
import io.fusebox.fusion.Weight;
import java.util.ArrayList;
import java.util.List;

/**
 * One linear layer on [word ; features] for every word: the features are no positions of their own
 * (Liang et al. 2022, section 4: 1,180,416 parameters at base size). Its columns are kept as one
 * weight for the words and one for each modality, so that an example may lack a modality. Of
 * several feature vectors it takes the mean; at padded words the features are zero, as in the
 * authors' code.
 */
public record JointProj(Config config) implements Projection {
  private static final String WORD = "word.weight";
  private static final String BIAS = "bias";

  /** There is nothing to set. */
  public record Config() {}

  @Override
  public List<Weight> weights(FusionSpec spec) {
    long out = spec.plm().width();
    long in = out + spec.features().stream().mapToLong(FeatureSpec::size).sum();
    List<Weight> weights = new ArrayList<>();
    weights.add(columns(WORD, out, out, in));
    spec.features().forEach(f -> weights.add(columns(f.modality() + ".weight", f.size(), out, in)));
    weights.add(Weight.linearBias(BIAS, in, out));
    return weights;
  }

  /** Some columns of a layer with {@code in} inputs, which start as the whole layer would. */
  private static Weight columns(String name, long columns, long out, long in) {
    return new Weight(
        name, new Weight.Init.Uniform(List.of(out, columns), 1 / Math.sqrt(in)), Weight.RATE);
  }

  @Override
  public FusionSpec projected(FusionSpec spec) {
    return new FusionSpec(spec.plm(), List.of());
  }

  @Override
  public Fusion project(Fusion in) {
    Segments words = new Segments(in.text().list().stream().map(text -> join(in, text)).toList());
    return in.withText(words).withFeatures(Segments.of());
  }

  private static Segment join(Fusion in, Segment text) {
    NDArray joint = linear(text.embeddings(), in.weight(WORD), in.weight(BIAS)); // [b, s, d]
    NDArray real = text.mask().toType(DataType.FLOAT32, true).expandDims(2); // [b, s, 1]
    for (Segment features : in.features()) {
      NDArray each = linear(mean(features), in.weight(features.name() + ".weight"), null);
      joint = joint.add(real.mul(each)); // [b, s, 1] x [b, 1, d]
    }
    return new Segment(text.name(), joint, text.mask());
  }

  private static NDArray linear(NDArray x, NDArray weight, NDArray bias) {
    return Linear.linear(x, weight, bias).singletonOrThrow();
  }

  /** The mean over the positions that are no padding: {@code [b, m, d_f] -> [b, 1, d_f]}. */
  private static NDArray mean(Segment features) {
    NDArray real = features.mask().toType(DataType.FLOAT32, true).expandDims(2); // [b, m, 1]
    NDArray sum = features.embeddings().mul(real).sum(new int[] {1}, true);
    return sum.div(real.sum(new int[] {1}, true));
  }
}
