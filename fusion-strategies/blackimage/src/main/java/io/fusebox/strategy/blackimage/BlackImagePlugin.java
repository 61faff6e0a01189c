package io.fusebox.strategy.blackimage;

import io.fusebox.fusion.Prompt;
import io.fusebox.plugin.Plugin;
import io.fusebox.plugin.PluginModule;

/** Offers {@link BlackImage} as the strategy {@code blackimage}. */
@Plugin("blackimage")
public final class BlackImagePlugin extends PluginModule {
  @Override
  protected void configure() {
    strategy(Prompt.class, BlackImage::new);
  }
}
