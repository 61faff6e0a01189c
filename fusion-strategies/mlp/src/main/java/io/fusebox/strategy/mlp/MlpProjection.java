package io.fusebox.strategy.mlp;

import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.FusionSpec;
import io.fusebox.api.fusion.FusionSpec.FeatureSpec;
import io.fusebox.api.fusion.Projection;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.api.fusion.WeightSpec.Init;
import io.fusebox.toolkit.tensor.Activation;
import io.fusebox.toolkit.tensor.FeedForward;
import io.fusebox.toolkit.tensor.Linear;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two linear layers with a GELU between take each modality's features to the PLM's width: W2
 * GELU(W1 x + b1) + b2, the connector of LLaVA-1.5 (Liu et al. 2023, "Improved Baselines with
 * Visual Instruction Tuning"). The PLM reads [projected features | text].
 */
public record MlpProjection(Config config) implements Projection {
  /** How large GELU leaves what a layer with the reference's first weights gives: sqrt(E[y^2]). */
  private static final double AFTER_GELU = 0.342;

  /** There is nothing to set. */
  public record Config() {}

  @Override
  public List<WeightSpec> weights(FusionSpec spec) {
    spec.requireFeatures("mlp");
    long d = spec.plm().width();
    return spec.features().stream().flatMap(feature -> weights(feature, d)).toList();
  }

  /** The second layer starts such that features become as large as the PLM's embeddings are. */
  private static Stream<WeightSpec> weights(FeatureSpec feature, long d) {
    String mlp = feature.input() + ".mlp.";
    double gain = 1 / (AFTER_GELU * Math.sqrt(d));
    return Stream.of(
        WeightSpec.linear(mlp + "0.weight", feature.size(), d),
        WeightSpec.linearBias(mlp + "0.bias", feature.size(), d),
        weight(mlp + "2.weight", new Init.VocabularyScaled(List.of(d, d), gain)),
        weight(mlp + "2.bias", new Init.Constant(List.of(d), 0)));
  }

  private static WeightSpec weight(String name, Init init) {
    return new WeightSpec(name, init, WeightSpec.RATE);
  }

  @Override
  public FusionSpec projected(FusionSpec spec) {
    return spec.withFeaturesAsWideAsPlm();
  }

  @Override
  public FusionInput project(FusionInput in) {
    return in.withFeatures(in.features().map(features -> project(in, features)));
  }

  /** {@code [b, m, d_v] -> [b, m, d]}. */
  private static Segment project(FusionInput in, Segment features) {
    String mlp = features.name() + ".mlp.";
    FeedForward layers =
        new FeedForward(
            new Linear(in.weight(mlp + "0.weight"), in.weight(mlp + "0.bias")),
            Activation.GELU,
            new Linear(in.weight(mlp + "2.weight"), in.weight(mlp + "2.bias")));
    return new Segment(features.name(), layers.apply(features.embeddings()), features.mask());
  }
}
