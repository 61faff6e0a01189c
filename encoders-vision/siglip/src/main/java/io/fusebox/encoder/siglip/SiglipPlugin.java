package io.fusebox.encoder.siglip;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;

/** Offers {@link SiglipEncoder} as the encoder {@code siglip}. */
@Plugin("siglip")
public final class SiglipPlugin extends PluginModule {
  @Override
  protected void configure() {
    encoder(
        SiglipEncoder.Config.class,
        (config, host) -> SiglipEncoder.read(config, host.checkpoint(), host.manager()));
  }
}
