package io.fusebox.strategy.promptfuse;

import io.fusebox.fusion.Prompt;
import io.fusebox.plugin.Plugin;
import io.fusebox.plugin.PluginModule;

/** Offers {@link PromptFuse} as the strategy {@code promptfuse}. */
@Plugin("promptfuse")
public final class PromptFusePlugin extends PluginModule {
  @Override
  protected void configure() {
    strategy(Prompt.class, PromptFuse::new);
  }
}
