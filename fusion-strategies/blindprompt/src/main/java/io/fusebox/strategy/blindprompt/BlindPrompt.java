package io.fusebox.strategy.blindprompt;

import static io.fusebox.plugin.Settings.require;

import io.fusebox.fusion.Fusion;
import io.fusebox.fusion.FusionSpec;
import io.fusebox.fusion.FusionStrategy;
import io.fusebox.fusion.PlmInput;
import io.fusebox.fusion.Weight;
import io.fusebox.plugin.Default;
import java.util.List;

/**
 * PromptFuse whose prompts are blind to the data: in the encoder's self-attention a prompt's row
 * sees the prompts' columns alone, everyone else sees everything (Liang et al. 2022, section 2).
 */
public record BlindPrompt(Config config) implements FusionStrategy {

  /** What a pipeline may set. */
  public record Config(@Default("20") int promptLength) {
    public Config {
      require(promptLength > 0, "prompt-length must be positive, found " + promptLength);
    }
  }

  @Override
  public List<Weight> weights(FusionSpec spec) {
    spec.requireFeaturesAsWideAsPlm("blindprompt");
    return List.of(Weight.fromVocabulary("prompt", config.promptLength()));
  }

  @Override
  public PlmInput fuse(Fusion in) {
    return PlmInput.join(in.prompt("prompt").blinded(), in.features(), in.text());
  }
}
