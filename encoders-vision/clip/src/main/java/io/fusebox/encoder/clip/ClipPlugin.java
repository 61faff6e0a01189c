package io.fusebox.encoder.clip;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;
import java.util.List;

/** Offers {@link ClipEncoder} as the encoder {@code clip}. */
@Plugin("clip")
public final class ClipPlugin extends PluginModule {
  @Override
  protected void configure() {
    encoder(
        List.of("clip", "clip_vision_model"),
        ClipEncoder.Config.class,
        (config, host) -> ClipEncoder.read(config, host.checkpoint(), host.manager()));
  }
}
