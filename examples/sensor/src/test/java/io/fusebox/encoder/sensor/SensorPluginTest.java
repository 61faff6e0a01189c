package io.fusebox.encoder.sensor;

import io.fusebox.api.plugin.PluginModule;
import io.fusebox.testkit.PluginContract;

class SensorPluginTest implements PluginContract {
  @Override
  public PluginModule module() {
    return new SensorPlugin();
  }
}
