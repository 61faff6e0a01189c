package io.fusebox.encoder.hubert;

import io.fusebox.plugin.Plugin;
import io.fusebox.plugin.PluginModule;
import io.fusebox.speech.SpeechEncoder;

/** Offers {@link Hubert} as the encoder {@code hubert}. */
@Plugin("hubert")
public final class HubertPlugin extends PluginModule {
  @Override
  protected void configure() {
    encoder(
        SpeechEncoder.Config.class,
        (config, host) -> Hubert.read(config, host.checkpoint(), host.manager()));
  }
}
