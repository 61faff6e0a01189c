package io.fusebox.installed.plugs;

import io.fusebox.fusion.Fusion;
import io.fusebox.fusion.FusionSpec;
import io.fusebox.fusion.FusionStrategy;
import io.fusebox.fusion.PlmInput;
import io.fusebox.fusion.Prompt;
import io.fusebox.fusion.Weight;
import io.fusebox.plugin.Plugin;
import io.fusebox.plugin.PluginModule;
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
