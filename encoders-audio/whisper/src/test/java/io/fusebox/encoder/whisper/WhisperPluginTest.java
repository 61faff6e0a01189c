package io.fusebox.encoder.whisper;

import io.fusebox.api.plugin.PluginModule;
import io.fusebox.testkit.PluginContract;

class WhisperPluginTest implements PluginContract {
  @Override
  public PluginModule module() {
    return new WhisperPlugin();
  }
}
