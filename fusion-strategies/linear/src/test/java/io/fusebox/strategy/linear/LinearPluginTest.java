package io.fusebox.strategy.linear;

import io.fusebox.api.plugin.PluginModule;
import io.fusebox.testkit.PluginContract;

class LinearPluginTest implements PluginContract {
  @Override
  public PluginModule module() {
    return new LinearPlugin();
  }
}
