package io.fusebox.strategy.mlp;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;

/** Offers {@link MlpProjection} as the strategy {@code mlp}. */
@Plugin("mlp")
public final class MlpPlugin extends PluginModule {
  @Override
  protected void configure() {
    strategy(MlpProjection.Config.class, MlpProjection::new);
  }
}
