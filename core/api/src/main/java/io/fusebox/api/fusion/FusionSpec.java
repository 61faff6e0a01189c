package io.fusebox.api.fusion;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.fusion.PlmSpec.PrefixShape;
import java.util.List;

/** What a strategy is to join: a PLM and the features of each modality. */
public record FusionSpec(PlmSpec plm, List<FeatureSpec> features) {

  /** For strategies that are nothing without features: refuses a spec that has none. */
  public void requireFeatures(String strategy) {
    if (features.isEmpty()) {
      throw new FuseboxException(
          ("there are no features for the strategy %s: name a modality in the pipeline, and put"
                  + " %s before strategies that join features to words (jointproj)")
              .formatted(strategy, strategy));
    }
  }

  /** For strategies that do not project: refuses features that are not as wide as the PLM. */
  public void requireFeaturesAsWideAsPlm(String strategy) {
    for (FeatureSpec feature : features) {
      if (feature.size() != plm.width()) {
        throw new FuseboxException(
            ("the %s encoder %s gives features of width %d, but the PLM %s reads width %d and the"
                 + " strategy %s does not project: use a strategy that does (linear, mlp,"
                 + " resampler, jointproj), or an encoder of width %d")
                .formatted(
                    feature.modality(),
                    feature.encoder(),
                    feature.size(),
                    plm.name(),
                    plm.width(),
                    strategy,
                    plm.width()));
      }
    }
  }

  /**
   * For strategies that train a {@linkplain PlmInput.Prefix prefix}: refuses a PLM that takes none.
   */
  public PrefixShape requirePrefix(String strategy) {
    return plm.prefix()
        .orElseThrow(
            () ->
                new FuseboxException(
                    ("the strategy %s trains keys and values in every layer of the PLM, but %s (%s)"
                            + " takes none: use another PLM (bart, t5), or a strategy that trains"
                            + " what the PLM reads (promptfuse)")
                        .formatted(strategy, plm.name(), plm.modelType())));
  }

  /** The same after all features were projected to the PLM's width. */
  public FusionSpec withFeaturesAsWideAsPlm() {
    return new FusionSpec(
        plm,
        features.stream()
            .map(f -> new FeatureSpec(f.modality(), f.encoder(), plm.width()))
            .toList());
  }

  /** One modality of a pipeline, as a strategy sees it: its features are {@code [b, m, size]}. */
  public record FeatureSpec(Modality modality, String encoder, long size) {}
}
