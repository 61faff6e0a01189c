package io.fusebox.encoder.frames;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;
import java.util.List;

/** Offers {@link FrameEncoder} as the encoder {@code frames}. */
@Plugin("frames")
public final class FramesPlugin extends PluginModule {
  @Override
  protected void configure() {
    encoder(
        List.of(),
        FrameEncoderConfig.class,
        (config, host) ->
            FrameEncoder.through(host.encoder(config.framesEncoder(), config.image()), config));
  }
}
