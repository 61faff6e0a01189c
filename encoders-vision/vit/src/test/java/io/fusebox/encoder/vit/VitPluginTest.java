package io.fusebox.encoder.vit;

import io.fusebox.api.plugin.PluginModule;
import io.fusebox.testkit.PluginContract;

class VitPluginTest implements PluginContract {
  @Override
  public PluginModule module() {
    return new VitPlugin();
  }
}
