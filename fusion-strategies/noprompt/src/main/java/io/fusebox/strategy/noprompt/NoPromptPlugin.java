package io.fusebox.strategy.noprompt;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;

/** Offers {@link NoPrompt} as the strategy {@code noprompt}. */
@Plugin("noprompt")
public final class NoPromptPlugin extends PluginModule {
  @Override
  protected void configure() {
    strategy(NoPrompt.Config.class, NoPrompt::new);
  }
}
