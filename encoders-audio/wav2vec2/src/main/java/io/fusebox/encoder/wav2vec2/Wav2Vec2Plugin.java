package io.fusebox.encoder.wav2vec2;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;
import io.fusebox.toolkit.speech.SpeechEncoder;

/** Offers {@link Wav2Vec2} as the encoder {@code wav2vec2}. */
@Plugin("wav2vec2")
public final class Wav2Vec2Plugin extends PluginModule {
  @Override
  protected void configure() {
    encoder(
        SpeechEncoder.Config.class,
        (config, host) -> Wav2Vec2.read(config, host.checkpoint(), host.manager()));
  }
}
