package io.fusebox.encoder.dinov2;

import io.fusebox.api.plugin.PluginModule;
import io.fusebox.testkit.PluginContract;

class Dinov2PluginTest implements PluginContract {
  @Override
  public PluginModule module() {
    return new Dinov2Plugin();
  }
}
