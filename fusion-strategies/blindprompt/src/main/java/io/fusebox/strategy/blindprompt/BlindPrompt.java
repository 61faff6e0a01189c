package io.fusebox.strategy.blindprompt;

import io.fusebox.fusion.Fusion;
import io.fusebox.fusion.FusionSpec;
import io.fusebox.fusion.FusionStrategy;
import io.fusebox.fusion.PlmInput;
import io.fusebox.fusion.Prompt;
import io.fusebox.fusion.Segment;
import io.fusebox.fusion.Weight;
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
    return joined.withSegments(joined.segments().map(BlindPrompt::blinded));
  }

  /** Wherever the prompt stands, it sees itself alone. */
  private static Segment blinded(Segment segment) {
    return segment.name().equals(Segment.PROMPT) ? segment.blinded() : segment;
  }
}
