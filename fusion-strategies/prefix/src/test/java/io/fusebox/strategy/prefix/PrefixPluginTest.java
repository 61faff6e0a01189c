package io.fusebox.strategy.prefix;

import io.fusebox.api.plugin.PluginModule;
import io.fusebox.testkit.PluginContract;

class PrefixPluginTest implements PluginContract {
  @Override
  public PluginModule module() {
    return new PrefixPlugin();
  }
}
