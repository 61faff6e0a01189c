package @package@;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;

/** Offers {@link @Type@} as the kind of reference case {@code @id@}. */
@Plugin("@id@")
public final class @Type@Plugin extends PluginModule {
  @Override
  protected void configure() {
    referenceCase(new @Type@());
  }
}
