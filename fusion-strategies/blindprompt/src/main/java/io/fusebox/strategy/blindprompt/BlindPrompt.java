package io.fusebox.strategy.blindprompt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.fusion.Fusion;
import io.fusebox.fusion.FusionSpec;
import io.fusebox.fusion.FusionStrategy;
import io.fusebox.fusion.PlmInput;
import io.fusebox.fusion.Prompt;
import io.fusebox.fusion.Segment;
import io.fusebox.fusion.Weight;
import java.util.Arrays;
import java.util.List;

/**
 * PromptFuse whose prompts are blind to the data: in the encoder's self-attention a prompt's row
 * sees the prompts' columns alone, everyone else sees everything (Liang et al. 2022, section 2).
 *
 * @param prompt what a pipeline may set
 */
public record BlindPrompt(Prompt prompt) implements FusionStrategy {
  @Override
  public List<Weight> weights(FusionSpec spec) {
    spec.requireFeaturesAsWideAsPlm("blindprompt");
    return prompt.weights(spec);
  }

  @Override
  public PlmInput fuse(Fusion in) {
    PlmInput joined = prompt.join(in);
    NDManager manager = in.text().list().get(0).embeddings().getManager();
    return joined.withAttention(blind(manager, joined));
  }

  /** {@code [s, s]}, 1 = the row sees the column; the prompt may stand anywhere. */
  private static NDArray blind(NDManager manager, PlmInput joined) {
    int s = Math.toIntExact(joined.length());
    float[] prompts = prompts(joined, s);
    float[] seen = new float[s * s];
    Arrays.fill(seen, 1);
    for (int row = 0; row < s; row++) {
      if (prompts[row] == 1) {
        System.arraycopy(prompts, 0, seen, row * s, s);
      }
    }
    return manager.create(seen, new Shape(s, s));
  }

  /** {@code [s]}, 1 = a prompt stands there. */
  private static float[] prompts(PlmInput joined, int s) {
    float[] prompts = new float[s];
    int from = 0;
    for (Segment segment : joined.segments()) {
      int to = from + Math.toIntExact(segment.length());
      Arrays.fill(prompts, from, to, segment.name().equals(Segment.PROMPT) ? 1 : 0);
      from = to;
    }
    return prompts;
  }
}
