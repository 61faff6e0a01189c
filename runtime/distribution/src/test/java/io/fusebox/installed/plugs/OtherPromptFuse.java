package io.fusebox.installed.plugs;

import io.fusebox.fusion.Fusion;
import io.fusebox.fusion.FusionSpec;
import io.fusebox.fusion.FusionStrategy;
import io.fusebox.fusion.PlmInput;
import io.fusebox.fusion.Weight;
import io.fusebox.plugin.Default;
import io.fusebox.plugin.Plugin;
import io.fusebox.plugin.PluginModule;
import java.util.List;

/** Another implementation of {@code promptfuse}: it leaves the features out. */
public record OtherPromptFuse(Config config) implements FusionStrategy {
  /** As the real one's. */
  public record Config(@Default("20") int promptLength) {}

  /** Its bundle. */
  @Plugin("promptfuse")
  public static final class Module extends PluginModule {
    @Override
    protected void configure() {
      strategy(Config.class, OtherPromptFuse::new);
    }
  }

  @Override
  public List<Weight> weights(FusionSpec spec) {
    return List.of(Weight.fromVocabulary("prompt", config.promptLength()));
  }

  @Override
  public PlmInput fuse(Fusion in) {
    return PlmInput.join(in.prompt("prompt"), in.text());
  }
}
