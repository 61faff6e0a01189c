package io.fusebox.encoder.hubert;

import io.fusebox.api.plugin.PluginModule;
import io.fusebox.testkit.PluginContract;

class HubertPluginTest implements PluginContract {
  @Override
  public PluginModule module() {
    return new HubertPlugin();
  }
}
