package io.fusebox.encoder.sensor;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;

/** Offers {@link SensorEncoder} as the encoder {@code sensor}. */
@Plugin("sensor")
public final class SensorPlugin extends PluginModule {
  @Override
  protected void configure() {
    encoder(SensorEncoder.Config.class, (config, host) -> new SensorEncoder(config));
  }
}
