package @package@;

import io.fusebox.plugin.Plugin;
import io.fusebox.plugin.PluginModule;

/** Offers {@link @Type@} as the encoder {@code @id@}. */
@Plugin("@id@")
public final class @Type@Plugin extends PluginModule {
  @Override
  protected void configure() {
    encoder(@Type@.Config.class, (config, host) -> new @Type@(config));
  }
}
