package io.fusebox.encoder.frames;

import io.fusebox.api.plugin.PluginModule;
import io.fusebox.testkit.PluginContract;

class FramesPluginTest implements PluginContract {
  @Override
  public PluginModule module() {
    return new FramesPlugin();
  }
}
