package io.fusebox.strategy.finetune;

import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.FusionSpec;
import io.fusebox.api.fusion.Projection;
import io.fusebox.api.fusion.WeightSpec;
import java.util.List;

/**
 * Every parameter of the encoders is trained, the PLM reads [features | text] (Liang et al. 2022,
 * section 4: 86M parameters for a ViT of base size). The host thaws the encoders and owns what they
 * learn, so nothing is declared and nothing is changed here; a strategy that follows reads the
 * features of the thawed encoders ({@code strategy: [finetune, promptfuse]}).
 */
public record Finetune(Config config) implements Projection {

  /** There is nothing to set. */
  public record Config() {}

  @Override
  public List<WeightSpec> weights(FusionSpec spec) {
    return List.of();
  }

  @Override
  public FusionSpec projected(FusionSpec spec) {
    return spec;
  }

  @Override
  public FusionInput project(FusionInput in) {
    return in;
  }

  @Override
  public boolean thawsEncoders() {
    return true;
  }
}
