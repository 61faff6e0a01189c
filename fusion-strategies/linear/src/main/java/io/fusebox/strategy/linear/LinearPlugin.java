package io.fusebox.strategy.linear;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;

/** Offers {@link LinearProjection} as the strategy {@code linear}. */
@Plugin("linear")
public final class LinearPlugin extends PluginModule {
  @Override
  protected void configure() {
    strategy(LinearProjection.Config.class, LinearProjection::new);
  }
}
