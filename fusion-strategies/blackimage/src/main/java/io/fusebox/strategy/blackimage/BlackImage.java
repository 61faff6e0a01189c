package io.fusebox.strategy.blackimage;

import static io.fusebox.plugin.Settings.require;

import io.fusebox.fusion.Fusion;
import io.fusebox.fusion.FusionSpec;
import io.fusebox.fusion.FusionStrategy;
import io.fusebox.fusion.PlmInput;
import io.fusebox.fusion.Weight;
import io.fusebox.plugin.Default;
import java.util.List;

/**
 * The control that shows whether prompts use the picture: as PromptFuse, but trained on blanks (a
 * black picture, silence), so that the prompt can learn the questions and nothing else.
 */
public record BlackImage(Config config) implements FusionStrategy {

  /** What a pipeline may set. */
  public record Config(@Default("20") int promptLength) {
    public Config {
      require(promptLength > 0, "prompt-length must be positive, found " + promptLength);
    }
  }

  @Override
  public List<Weight> weights(FusionSpec spec) {
    spec.requireFeaturesAsWideAsPlm("blackimage");
    return List.of(Weight.fromVocabulary("prompt", config.promptLength()));
  }

  @Override
  public PlmInput fuse(Fusion in) {
    return PlmInput.join(in.prompt("prompt"), in.features(), in.text());
  }

  @Override
  public boolean trainsOnBlanks() {
    return true;
  }
}
