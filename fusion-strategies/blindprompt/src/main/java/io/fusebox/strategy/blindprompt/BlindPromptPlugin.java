package io.fusebox.strategy.blindprompt;

import io.fusebox.fusion.Prompt;
import io.fusebox.plugin.Plugin;
import io.fusebox.plugin.PluginModule;

/** Offers {@link BlindPrompt} as the strategy {@code blindprompt}. */
@Plugin("blindprompt")
public final class BlindPromptPlugin extends PluginModule {
  @Override
  protected void configure() {
    strategy(Prompt.class, BlindPrompt::new);
  }
}
