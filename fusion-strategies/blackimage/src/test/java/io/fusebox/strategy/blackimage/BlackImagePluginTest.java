package io.fusebox.strategy.blackimage;

import io.fusebox.plugin.PluginModule;
import io.fusebox.testkit.PluginContract;

class BlackImagePluginTest implements PluginContract {
  @Override
  public PluginModule module() {
    return new BlackImagePlugin();
  }
}
