package io.fusebox.encoder.videomae;

import io.fusebox.api.plugin.PluginModule;
import io.fusebox.testkit.PluginContract;

class VideoMaePluginTest implements PluginContract {
  @Override
  public PluginModule module() {
    return new VideoMaePlugin();
  }
}
