package io.fusebox.encoder.frames;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;

/** Offers {@link Frames} as the encoder {@code frames}. */
@Plugin("frames")
public final class FramesPlugin extends PluginModule {
  @Override
  protected void configure() {
    encoder(
        FramesConfig.class,
        (config, host) ->
            Frames.through(host.encoder(config.framesEncoder(), config.image()), config));
  }
}
