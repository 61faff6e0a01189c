package io.fusebox.encoder.vit;

import io.fusebox.plugin.PluginModule;
import io.fusebox.testkit.PluginContract;

class VitPluginTest implements PluginContract {
  @Override
  public PluginModule module() {
    return new VitPlugin();
  }
}
