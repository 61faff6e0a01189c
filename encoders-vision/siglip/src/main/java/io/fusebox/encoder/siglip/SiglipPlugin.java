package io.fusebox.encoder.siglip;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;
import java.util.List;

/** Offers {@link SiglipEncoder} as the encoder {@code siglip}. */
@Plugin("siglip")
public final class SiglipPlugin extends PluginModule {
  @Override
  protected void configure() {
    encoder(
        List.of("siglip", "siglip_vision_model"),
        SiglipEncoder.Config.class,
        (config, host) -> SiglipEncoder.read(config, host.checkpoint(), host.manager()));
  }
}
