package io.fusebox.strategy.prefix;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;

/** Offers {@link PrefixTuning} as the strategy {@code prefix}. */
@Plugin("prefix")
public final class PrefixPlugin extends PluginModule {
  @Override
  protected void configure() {
    strategy(PrefixTuning.Config.class, PrefixTuning::new);
  }
}
