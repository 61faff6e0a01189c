package io.fusebox.encoder.wav2vec2;

import io.fusebox.api.plugin.PluginModule;
import io.fusebox.testkit.PluginContract;

class Wav2Vec2PluginTest implements PluginContract {
  @Override
  public PluginModule module() {
    return new Wav2Vec2Plugin();
  }
}
