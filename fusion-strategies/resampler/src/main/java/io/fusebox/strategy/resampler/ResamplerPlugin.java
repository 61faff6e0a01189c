package io.fusebox.strategy.resampler;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;

/** Offers {@link PerceiverResampler} as the strategy {@code resampler}. */
@Plugin("resampler")
public final class ResamplerPlugin extends PluginModule {
  @Override
  protected void configure() {
    strategy(PerceiverResampler.Config.class, PerceiverResampler::new);
  }
}
