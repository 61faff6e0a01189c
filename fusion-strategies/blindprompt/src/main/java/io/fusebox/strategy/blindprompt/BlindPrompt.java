package io.fusebox.strategy.blindprompt;

import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.FusionSpec;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.toolkit.prompt.Prompt;
import java.util.List;

/**
 * PromptFuse whose prompts are blind to the data: in the encoder's self-attention a prompt's row
 * sees the prompts' columns alone, everyone else sees everything (Liang et al. 2022, section 2).
 *
 * @param prompt what a pipeline may set
 */
public record BlindPrompt(Prompt prompt) implements FusionStrategy {
  @Override
  public List<WeightSpec> weights(FusionSpec spec) {
    spec.requireFeaturesAsWideAsPlm("blindprompt");
    return prompt.weights(spec);
  }

  @Override
  public PlmInput fuse(FusionInput in) {
    PlmInput joined = prompt.join(in);
    return joined.withSegments(joined.segments().map(BlindPrompt::blinded));
  }

  /** Wherever the prompt stands, it sees itself alone. */
  private static Segment blinded(Segment segment) {
    return segment.name().equals(Segment.PROMPT) ? segment.asBlind() : segment;
  }
}
