package @package@;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;

/** Offers {@link @Type@} as the strategy {@code @id@}. */
@Plugin("@id@")
public final class @Type@Plugin extends PluginModule {
  @Override
  protected void configure() {
    strategy(@Type@.Config.class, @Type@::new);
  }
}
