package io.fusebox.strategy.promptfuse;

import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.FusionSpec;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.toolkit.prompt.Prompt;
import java.util.List;

/**
 * The PLM reads [prompt | features | text]; only the prompt learns (Liang et al. 2022, "Modular and
 * Parameter-Efficient Multimodal Fusion with Prompting").
 *
 * @param prompt what a pipeline may set
 */
public record PromptFuse(Prompt prompt) implements FusionStrategy {
  @Override
  public List<WeightSpec> weights(FusionSpec spec) {
    spec.requireFeaturesAsWideAsPlm("promptfuse");
    return prompt.weights(spec);
  }

  @Override
  public PlmInput fuse(FusionInput in) {
    return prompt.join(in);
  }
}
