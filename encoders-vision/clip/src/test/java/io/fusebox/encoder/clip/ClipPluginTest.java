package io.fusebox.encoder.clip;

import io.fusebox.api.plugin.PluginModule;
import io.fusebox.testkit.PluginContract;

class ClipPluginTest implements PluginContract {
  @Override
  public PluginModule module() {
    return new ClipPlugin();
  }
}
