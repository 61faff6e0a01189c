package io.fusebox.api.fusion;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.fusion.PlmSpec.PrefixShape;
import java.util.List;

/**
 * The features that a strategy is to join: a PLM and the features of each input, in the pipeline's
 * order.
 */
public record FusionSpec(PlmSpec plm, List<FeatureSpec> features) {

  /** For strategies that are nothing without features: refuses a spec that has none. */
  public void requireFeatures(String strategy) {
    if (features.isEmpty()) {
      throw new FuseboxException(
          ("there are no features for the strategy %s: name an input in the pipeline, and put"
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
                    feature.input(),
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
    return new FusionSpec(plm, features.stream().map(f -> f.withSize(plm.width())).toList());
  }

  /**
   * One input of a pipeline, as a strategy sees it: its features are {@code [b, m, size]}.
   *
   * @param input its name, which its segment has too: a modality's id in the usual case. What a
   *     strategy declares for one input is named by it
   * @param encoder the id of its encoder's plug-in
   * @param size the width of its features
   */
  public record FeatureSpec(String input, String encoder, long size) {
    /** An input that is named by its modality, as usual. */
    public FeatureSpec(Modality modality, String encoder, long size) {
      this(modality.id(), encoder, size);
    }

    /** The same input with features of another width. */
    public FeatureSpec withSize(long other) {
      return new FeatureSpec(input, encoder, other);
    }
  }
}
