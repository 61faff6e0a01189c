package io.fusebox.encoder.sensor;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;

/** Offers {@link Sensor} as the encoder {@code sensor}. */
@Plugin("sensor")
public final class SensorPlugin extends PluginModule {
  @Override
  protected void configure() {
    encoder(Sensor.Config.class, (config, host) -> new Sensor(config));
  }
}
