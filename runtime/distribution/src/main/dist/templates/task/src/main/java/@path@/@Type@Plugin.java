package @package@;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;

/** Offers {@link @Type@} as the task {@code @id@}. */
@Plugin("@id@")
public final class @Type@Plugin extends PluginModule {
  @Override
  protected void configure() {
    task(@Type@.class, settings -> settings);
  }
}
