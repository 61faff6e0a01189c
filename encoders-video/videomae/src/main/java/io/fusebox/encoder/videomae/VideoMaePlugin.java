package io.fusebox.encoder.videomae;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;

/** Offers {@link VideoMaeEncoder} as the encoder {@code videomae}. */
@Plugin("videomae")
public final class VideoMaePlugin extends PluginModule {
  @Override
  protected void configure() {
    encoder(
        VideoMaeEncoder.Config.class,
        (config, host) -> VideoMaeEncoder.read(config, host.checkpoint(), host.manager()));
  }
}
