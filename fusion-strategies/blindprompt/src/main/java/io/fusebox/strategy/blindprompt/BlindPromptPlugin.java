package io.fusebox.strategy.blindprompt;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;
import io.fusebox.toolkit.prompt.Prompt;

/** Offers {@link BlindPrompt} as the strategy {@code blindprompt}. */
@Plugin("blindprompt")
public final class BlindPromptPlugin extends PluginModule {
  @Override
  protected void configure() {
    strategy(Prompt.class, BlindPrompt::new);
  }
}
