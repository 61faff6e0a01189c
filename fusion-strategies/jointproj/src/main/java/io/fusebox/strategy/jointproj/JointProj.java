package io.fusebox.strategy.jointproj;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.core.Linear;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.FusionSpec;
import io.fusebox.api.fusion.FusionSpec.FeatureSpec;
import io.fusebox.api.fusion.Projection;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.api.settings.Default;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One linear layer on [word ; features] for every word: the features are not positions of their own
 * (Liang et al. 2022, section 4: 1,180,416 parameters at base size). Its columns are kept as one
 * weight for the words and one for each modality, so that an example may lack a modality. Of
 * several feature vectors it takes the mean.
 */
public record JointProj(Config config) implements Projection {
  private static final String WORD = "word.weight";
  private static final String BIAS = "bias";

  /**
   * The settings that a pipeline may give.
   *
   * @param zeroAtPadding whether padded words are joined with zeros instead of the features, as in
   *     the authors' code; nothing attends to padding, so answers do not depend on it
   * @param placeFirst whether words and features get the PLM's positions and normalisation before
   *     they are joined and none after, as in the authors' code
   */
  public record Config(
      @Default("true") boolean zeroAtPadding, @Default("false") boolean placeFirst) {}

  @Override
  public List<WeightSpec> weights(FusionSpec spec) {
    spec.requireFeatures("jointproj");
    if (config.placeFirst()) {
      spec.features().forEach(f -> requireWidth(f, spec.plm().width()));
    }
    long out = spec.plm().width();
    long in = out + spec.features().stream().mapToLong(FeatureSpec::size).sum();
    List<WeightSpec> weights = new ArrayList<>();
    weights.add(columns(WORD, out, out, in));
    spec.features().forEach(f -> weights.add(columns(f.input() + ".weight", f.size(), out, in)));
    weights.add(WeightSpec.linearBias(BIAS, in, out));
    return weights;
  }

  private static void requireWidth(FeatureSpec feature, long width) {
    if (feature.size() != width) {
      throw new FuseboxException(
          ("jointproj with place-first gives features the PLM's positions and normalisation, but"
                  + " the %s encoder %s gives features of width %d and the PLM reads width %d; set"
                  + " place-first to false, or use an encoder of width %d")
              .formatted(feature.input(), feature.encoder(), feature.size(), width, width));
    }
  }

  /** Some columns of a layer with {@code in} inputs, which start as the whole layer would. */
  private static WeightSpec columns(String name, long columns, long out, long in) {
    return new WeightSpec(
        name,
        new WeightSpec.Init.Uniform(List.of(out, columns), 1 / Math.sqrt(in)),
        WeightSpec.RATE);
  }

  @Override
  public FusionSpec projected(FusionSpec spec) {
    return new FusionSpec(spec.plm(), List.of());
  }

  @Override
  public FusionInput project(FusionInput in) {
    Segments words = new Segments(in.text().list().stream().map(text -> join(in, text)).toList());
    return in.withText(words).withFeatures(Segments.of());
  }

  private Segment join(FusionInput in, Segment text) {
    Segment words = placed(in, text);
    NDArray joint = linear(words.embeddings(), in.weight(WORD), in.weight(BIAS)); // [b, s, d]
    NDArray real = text.mask().toType(DataType.FLOAT32, true).expandDims(2); // [b, s, 1]
    for (Segment features : in.features()) {
      NDArray mean = mean(placed(in, features));
      NDArray each = linear(mean, in.weight(features.name() + ".weight"), null); // [b, 1, d]
      joint = joint.add(config.zeroAtPadding() ? real.mul(each) : each);
    }
    return new Segment(text.name(), joint, text.mask(), words.placed());
  }

  private Segment placed(FusionInput in, Segment segment) {
    return config.placeFirst() ? in.place(segment) : segment;
  }

  private static NDArray linear(NDArray x, NDArray weight, @Nullable NDArray bias) {
    return Linear.linear(x, weight, bias).singletonOrThrow();
  }

  /** The mean over the positions that are not padding: {@code [b, m, d_f] -> [b, 1, d_f]}. */
  private static NDArray mean(Segment features) {
    NDArray real = features.mask().toType(DataType.FLOAT32, true).expandDims(2); // [b, m, 1]
    NDArray sum = features.embeddings().mul(real).sum(new int[] {1}, true);
    return sum.div(real.sum(new int[] {1}, true));
  }
}
