package @package@;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;

/** Offers {@link @Type@} as the PLM {@code @id@}. */
@Plugin("@id@")
public final class @Type@Plugin extends PluginModule {
  @Override
  protected void configure() {
    plm(@Type@.Config.class, (config, host) -> @Type@.load(host.checkpoint(), host.manager()));
  }
}
