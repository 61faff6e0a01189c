package io.fusebox.runtime.itests.plugins;

import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.FusionSpec;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;
import io.fusebox.toolkit.prompt.Prompt;
import java.util.List;

/** Another implementation of {@code promptfuse}: it leaves the features out. */
public record OtherPromptFuse(Prompt prompt) implements FusionStrategy {
  /** Its bundle. */
  @Plugin("promptfuse")
  public static final class Module extends PluginModule {
    @Override
    protected void configure() {
      strategy(Prompt.class, OtherPromptFuse::new);
    }
  }

  @Override
  public List<WeightSpec> weights(FusionSpec spec) {
    return prompt.weights(spec);
  }

  @Override
  public PlmInput fuse(FusionInput in) {
    return PlmInput.join(in.prompt("prompt"), in.text());
  }
}
