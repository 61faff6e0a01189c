package io.fusebox.strategy.blackimage;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;
import io.fusebox.toolkit.prompt.Prompt;

/** Offers {@link BlackImage} as the strategy {@code blackimage}. */
@Plugin("blackimage")
public final class BlackImagePlugin extends PluginModule {
  @Override
  protected void configure() {
    strategy(Prompt.class, BlackImage::new);
  }
}
