package io.fusebox.runtime.itests.plugins;

import io.fusebox.api.fusion.Fusion;
import io.fusebox.api.fusion.FusionSpec;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Weight;
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
  public List<Weight> weights(FusionSpec spec) {
    return prompt.weights(spec);
  }

  @Override
  public PlmInput fuse(Fusion in) {
    return PlmInput.join(in.prompt("prompt"), in.text());
  }
}
