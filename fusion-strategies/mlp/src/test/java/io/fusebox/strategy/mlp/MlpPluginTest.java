package io.fusebox.strategy.mlp;

import io.fusebox.api.plugin.PluginModule;
import io.fusebox.testkit.PluginContract;

class MlpPluginTest implements PluginContract {
  @Override
  public PluginModule module() {
    return new MlpPlugin();
  }
}
