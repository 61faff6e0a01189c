package io.fusebox.strategy.finetune;

import io.fusebox.api.fusion.Fusion;
import io.fusebox.api.fusion.FusionSpec;
import io.fusebox.api.fusion.Projection;
import io.fusebox.api.fusion.Weight;
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
  public List<Weight> weights(FusionSpec spec) {
    return List.of();
  }

  @Override
  public FusionSpec projected(FusionSpec spec) {
    return spec;
  }

  @Override
  public Fusion project(Fusion in) {
    return in;
  }

  @Override
  public boolean thawsEncoders() {
    return true;
  }
}
