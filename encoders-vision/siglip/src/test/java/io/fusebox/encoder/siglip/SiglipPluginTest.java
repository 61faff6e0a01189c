package io.fusebox.encoder.siglip;

import io.fusebox.api.plugin.PluginModule;
import io.fusebox.testkit.PluginContract;

class SiglipPluginTest implements PluginContract {
  @Override
  public PluginModule module() {
    return new SiglipPlugin();
  }
}
