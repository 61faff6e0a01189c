package io.fusebox.encoder.videomae;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;

/** Offers {@link VideoMae} as the encoder {@code videomae}. */
@Plugin("videomae")
public final class VideoMaePlugin extends PluginModule {
  @Override
  protected void configure() {
    encoder(
        VideoMae.Config.class,
        (config, host) -> VideoMae.read(config, host.checkpoint(), host.manager()));
  }
}
