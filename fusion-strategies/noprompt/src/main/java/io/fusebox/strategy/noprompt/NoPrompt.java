package io.fusebox.strategy.noprompt;

import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.FusionSpec;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.WeightSpec;
import java.util.List;

/** The untrained control: the PLM reads [features | text] as they are. */
public record NoPrompt(Config config) implements FusionStrategy {

  /** There is nothing to set. */
  public record Config() {}

  @Override
  public List<WeightSpec> weights(FusionSpec spec) {
    spec.requireFeaturesAsWideAsPlm("noprompt");
    return List.of();
  }

  @Override
  public PlmInput fuse(FusionInput in) {
    return PlmInput.join(in.features(), in.text());
  }
}
