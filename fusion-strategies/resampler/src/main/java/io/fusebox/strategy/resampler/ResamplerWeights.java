package io.fusebox.strategy.resampler;

import io.fusebox.api.fusion.FusionSpec.FeatureSpec;
import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.api.fusion.WeightSpec.Init;
import io.fusebox.strategy.resampler.PerceiverResampler.Config;
import java.util.List;
import java.util.stream.Stream;

/** The weights of one modality's {@link ResamplerLayer}, by their names and first numbers. */
final class ResamplerWeights {
  private ResamplerWeights() {}

  /**
   * Declares them. Keys have no bias, which softmax would not notice, and so have queries and
   * values none, as in the Perceiver resampler. The last layer starts such that the vectors are as
   * large as the PLM's embeddings are.
   */
  static Stream<WeightSpec> of(Config config, FeatureSpec feature, long d) {
    String name = feature.input() + ".resampler.";
    long r = config.bottleneck();
    return Stream.of(
            Stream.of(
                WeightSpec.linear(name + "in.weight", feature.size(), r),
                WeightSpec.linearBias(name + "in.bias", feature.size(), r),
                weight(name + "queries", new Init.Uniform(List.of((long) config.queries(), r), 1))),
            norm(name + "features-norm.", r),
            norm(name + "queries-norm.", r),
            Stream.of("query", "key", "value", "out")
                .map(part -> WeightSpec.linear(name + part + ".weight", r, r)),
            Stream.of(weight(name + "out.bias", new Init.Constant(List.of(r), 0))),
            norm(name + "mlp-norm.", r),
            Stream.of(
                WeightSpec.linear(name + "mlp.0.weight", r, 4 * r),
                WeightSpec.linearBias(name + "mlp.0.bias", r, 4 * r),
                WeightSpec.linear(name + "mlp.2.weight", 4 * r, r),
                WeightSpec.linearBias(name + "mlp.2.bias", 4 * r, r)),
            norm(name + "norm.", r),
            Stream.of(
                weight(
                    name + "to-plm.weight",
                    new Init.VocabularyScaled(List.of(d, r), 1 / Math.sqrt(r))),
                weight(name + "to-plm.bias", new Init.Constant(List.of(d), 0))))
        .flatMap(weights -> weights);
  }

  private static Stream<WeightSpec> norm(String name, long width) {
    return Stream.of(
        weight(name + "weight", new Init.Constant(List.of(width), 1)),
        weight(name + "bias", new Init.Constant(List.of(width), 0)));
  }

  private static WeightSpec weight(String name, Init init) {
    return new WeightSpec(name, init, WeightSpec.RATE);
  }
}
