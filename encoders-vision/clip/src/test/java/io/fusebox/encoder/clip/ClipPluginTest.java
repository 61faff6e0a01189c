package io.fusebox.encoder.clip;

import io.fusebox.plugin.PluginModule;
import io.fusebox.testkit.PluginContract;

class ClipPluginTest implements PluginContract {
  @Override
  public PluginModule module() {
    return new ClipPlugin();
  }
}
