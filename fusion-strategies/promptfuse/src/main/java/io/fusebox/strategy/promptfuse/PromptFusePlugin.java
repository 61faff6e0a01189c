package io.fusebox.strategy.promptfuse;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;
import io.fusebox.toolkit.prompt.Prompt;

/** Offers {@link PromptFuse} as the strategy {@code promptfuse}. */
@Plugin("promptfuse")
public final class PromptFusePlugin extends PluginModule {
  @Override
  protected void configure() {
    strategy(Prompt.class, PromptFuse::new);
  }
}
