package io.fusebox.encoder.whisper;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;

/** Offers {@link Whisper} as the encoder {@code whisper}. */
@Plugin("whisper")
public final class WhisperPlugin extends PluginModule {
  @Override
  protected void configure() {
    encoder(
        Whisper.Config.class,
        (config, host) -> Whisper.read(config, host.checkpoint(), host.manager()));
  }
}
