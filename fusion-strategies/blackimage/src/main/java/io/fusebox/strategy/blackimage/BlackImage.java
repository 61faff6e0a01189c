package io.fusebox.strategy.blackimage;

import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.FusionSpec;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.toolkit.prompt.Prompt;
import java.util.List;

/**
 * The control that shows whether prompts use the image: as PromptFuse, but trained on blanks (a
 * black image, silence), so that the prompt can learn the questions and nothing else.
 *
 * @param prompt what a pipeline may set
 */
public record BlackImage(Prompt prompt) implements FusionStrategy {
  @Override
  public List<WeightSpec> weights(FusionSpec spec) {
    spec.requireFeaturesAsWideAsPlm("blackimage");
    return prompt.weights(spec);
  }

  @Override
  public PlmInput fuse(FusionInput in) {
    return prompt.join(in);
  }

  @Override
  public boolean trainsOnBlanks() {
    return true;
  }
}
