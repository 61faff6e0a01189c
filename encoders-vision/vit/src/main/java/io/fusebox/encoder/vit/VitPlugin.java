package io.fusebox.encoder.vit;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;

/** Offers {@link VitEncoder} as the encoder {@code vit}. */
@Plugin("vit")
public final class VitPlugin extends PluginModule {
  @Override
  protected void configure() {
    encoder(
        VitEncoder.Config.class,
        (config, host) -> VitEncoder.read(config, host.checkpoint(), host.manager()));
  }
}
