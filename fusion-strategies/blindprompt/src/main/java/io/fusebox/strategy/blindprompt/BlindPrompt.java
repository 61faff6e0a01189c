package io.fusebox.strategy.blindprompt;

import static io.fusebox.plugin.Settings.require;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.fusion.Fusion;
import io.fusebox.fusion.FusionSpec;
import io.fusebox.fusion.FusionStrategy;
import io.fusebox.fusion.PlmInput;
import io.fusebox.fusion.Weight;
import io.fusebox.plugin.Default;
import java.util.Arrays;
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
    PlmInput joined = PlmInput.join(in.prompt("prompt"), in.features(), in.text());
    NDManager manager = in.weight("prompt").getManager();
    return joined.withAttention(blind(manager, (int) joined.length()));
  }

  /** {@code [s, s]}, 1 = the row sees the column. */
  private NDArray blind(NDManager manager, int s) {
    float[] seen = new float[s * s];
    Arrays.fill(seen, 1);
    for (int row = 0; row < config.promptLength(); row++) {
      Arrays.fill(seen, row * s + config.promptLength(), (row + 1) * s, 0);
    }
    return manager.create(seen, new Shape(s, s));
  }
}
