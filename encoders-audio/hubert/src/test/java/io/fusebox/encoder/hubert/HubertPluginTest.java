package io.fusebox.encoder.hubert;

import io.fusebox.plugin.PluginModule;
import io.fusebox.testkit.PluginContract;

class HubertPluginTest implements PluginContract {
  @Override
  public PluginModule module() {
    return new HubertPlugin();
  }
}
