package io.fusebox.encoder.frames;

import io.fusebox.plugin.PluginModule;
import io.fusebox.testkit.PluginContract;

class FramesPluginTest implements PluginContract {
  @Override
  public PluginModule module() {
    return new FramesPlugin();
  }
}
