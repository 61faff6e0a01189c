package io.fusebox.encoder.clip;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;

/** Offers {@link Clip} as the encoder {@code clip}. */
@Plugin("clip")
public final class ClipPlugin extends PluginModule {
  @Override
  protected void configure() {
    encoder(
        Clip.Config.class, (config, host) -> Clip.read(config, host.checkpoint(), host.manager()));
  }
}
