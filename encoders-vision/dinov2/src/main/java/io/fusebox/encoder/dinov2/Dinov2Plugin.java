package io.fusebox.encoder.dinov2;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;
import java.util.List;

/** Offers {@link Dinov2Encoder} as the encoder {@code dinov2}. */
@Plugin("dinov2")
public final class Dinov2Plugin extends PluginModule {
  @Override
  protected void configure() {
    encoder(
        List.of("dinov2", "dinov2_with_registers"),
        Dinov2Encoder.Config.class,
        (config, host) -> Dinov2Encoder.read(config, host.checkpoint(), host.manager()));
  }
}
