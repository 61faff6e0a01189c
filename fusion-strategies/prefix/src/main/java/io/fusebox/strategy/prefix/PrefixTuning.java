package io.fusebox.strategy.prefix;

import static io.fusebox.api.settings.Settings.require;

import ai.djl.ndarray.NDArray;
import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.FusionSpec;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.PlmInput.Prefix;
import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.api.fusion.WeightSpec.Init;
import io.fusebox.api.settings.Default;
import java.util.List;

/**
 * The PLM reads [features | text], and each of its layers sees trained keys and values before its
 * own (Li and Liang 2021, "Prefix-Tuning: Optimizing Continuous Prompts for Generation"; Liu et al.
 * 2022, "P-Tuning v2"): 2 L n d parameters for n keys in each of L layers. They start from what the
 * layers make of random words.
 */
public record PrefixTuning(Config config) implements FusionStrategy {
  /** As many as BART has positions; the longest prefixes of the literature have 200. */
  private static final int MOST = 1024;

  private static final String PREFIX = "prefix";

  /** Of six rates from 0.005 to 0.5 the best one on questions of easy-VQA that are not tested. */
  private static final double RATE = 0.1;

  /**
   * The settings that a pipeline may give.
   *
   * @param prefixLength how many keys and values each layer gets
   */
  public record Config(@Default("20") int prefixLength) {
    public Config {
      require(
          prefixLength > 0 && prefixLength <= MOST,
          "prefix-length must be between 1 and %d, found %d".formatted(MOST, prefixLength));
    }
  }

  @Override
  public List<WeightSpec> weights(FusionSpec spec) {
    Init init = new Init.VocabularyPrefix(spec.requirePrefix(PREFIX), config.prefixLength());
    spec.requireFeaturesAsWideAsPlm(PREFIX);
    return List.of(new WeightSpec(PREFIX, init, RATE));
  }

  @Override
  public PlmInput fuse(FusionInput in) {
    NDArray both = in.weight(PREFIX); // [2, l, h, n, d_head]
    Prefix prefix = new Prefix(both.get(0).expandDims(1), both.get(1).expandDims(1));
    return PlmInput.join(in.features(), in.text()).withPrefix(prefix);
  }
}
