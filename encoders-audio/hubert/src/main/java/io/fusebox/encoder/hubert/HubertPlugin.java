package io.fusebox.encoder.hubert;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;
import io.fusebox.toolkit.speech.SpeechEncoder;

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
