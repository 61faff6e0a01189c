package io.fusebox.encoder.vit;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;

/** Offers {@link Vit} as the encoder {@code vit}. */
@Plugin("vit")
public final class VitPlugin extends PluginModule {
  @Override
  protected void configure() {
    encoder(
        Vit.Config.class, (config, host) -> Vit.read(config, host.checkpoint(), host.manager()));
  }
}
