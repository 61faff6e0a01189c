package io.fusebox.strategy.resampler;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.FusionSpec;
import io.fusebox.api.fusion.Projection;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.api.settings.Default;
import java.util.List;

/**
 * A few learned queries attend to each modality's features, so that any number of them (1,500
 * frames of an audio clip) becomes a few vectors of the PLM's width (Jaegle et al. 2021,
 * "Perceiver"; Alayrac et al. 2022, "Flamingo"; Manas et al. 2023, "MAPL"). The PLM reads
 * [resampled features | text].
 */
public record PerceiverResampler(Config config) implements Projection {
  private static final int MOST_QUERIES = 1024;
  private static final int WIDEST = 1 << 14;

  /**
   * The settings that a pipeline may give.
   *
   * @param queries how many vectors become of each modality
   * @param bottleneck the width in which they attend; the PLM's and the encoder's do not matter
   * @param heads the number of attention heads
   */
  public record Config(
      @Default("16") int queries, @Default("256") int bottleneck, @Default("8") int heads) {
    public Config {
      require(
          queries > 0 && queries <= MOST_QUERIES,
          "queries must be between 1 and %d, found %d".formatted(MOST_QUERIES, queries));
      require(
          bottleneck > 0 && bottleneck <= WIDEST,
          "bottleneck must be between 1 and %d, found %d".formatted(WIDEST, bottleneck));
      require(heads > 0, "heads must be positive, found " + heads);
      require(
          bottleneck % heads == 0,
          "bottleneck (%d) must be a multiple of heads (%d)".formatted(bottleneck, heads));
    }
  }

  @Override
  public List<WeightSpec> weights(FusionSpec spec) {
    spec.requireFeatures("resampler");
    return spec.features().stream()
        .flatMap(f -> ResamplerWeights.of(config, f, spec.plm().width()))
        .toList();
  }

  @Override
  public FusionSpec projected(FusionSpec spec) {
    return spec.withFeaturesAsWideAsPlm();
  }

  /** Every query sees all features. */
  @Override
  public boolean mixesFeatures() {
    return true;
  }

  @Override
  public FusionInput project(FusionInput in) {
    return in.withFeatures(in.features().map(features -> resample(in, features)));
  }

  /** {@code [b, m, d_v] -> [b, k, d]}, none of it padding. */
  private Segment resample(FusionInput in, Segment features) {
    NDArray resampled =
        ResamplerLayer.of(config, in, features.name())
            .apply(features.embeddings(), features.mask());
    return Segment.unpadded(features.name(), resampled);
  }
}
