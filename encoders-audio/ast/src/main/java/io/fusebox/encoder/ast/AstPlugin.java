package io.fusebox.encoder.ast;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;
import java.util.List;

/** Offers {@link Ast} as the encoder {@code ast}. */
@Plugin("ast")
public final class AstPlugin extends PluginModule {
  @Override
  protected void configure() {
    encoder(
        List.of("audio-spectrogram-transformer"),
        Ast.Config.class,
        (config, host) -> Ast.read(config, host.checkpoint(), host.manager()));
  }
}
