package io.fusebox.encoder.torchscript;

import io.fusebox.api.plugin.PluginModule;
import io.fusebox.testkit.PluginContract;

class TorchScriptPluginTest implements PluginContract {
  @Override
  public PluginModule module() {
    return new TorchScriptPlugin();
  }
}
