package io.fusebox.encoder.torchscript;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;
import java.util.List;

/** Offers {@link TorchScriptEncoder} as the encoder {@code torchscript}. */
@Plugin("torchscript")
public final class TorchScriptPlugin extends PluginModule {
  @Override
  protected void configure() {
    encoder(
        List.of(),
        TorchScriptConfig.class,
        (config, host) ->
            TorchScriptEncoder.read(config, host.checkpoint().folder(), host.manager()));
  }
}
