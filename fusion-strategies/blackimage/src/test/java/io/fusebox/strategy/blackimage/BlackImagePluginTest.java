package io.fusebox.strategy.blackimage;

import io.fusebox.api.plugin.PluginModule;
import io.fusebox.testkit.PluginContract;

class BlackImagePluginTest implements PluginContract {
  @Override
  public PluginModule module() {
    return new BlackImagePlugin();
  }
}
