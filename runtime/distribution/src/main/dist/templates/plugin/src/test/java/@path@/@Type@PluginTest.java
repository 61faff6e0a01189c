package @package@;

import io.fusebox.api.plugin.PluginModule;
import io.fusebox.testkit.PluginContract;

/** The contract of every plug-in bundle: its manifest, and the table of settings in its README. */
class @Type@PluginTest implements PluginContract {
  @Override
  public PluginModule module() {
    return new @Type@Plugin();
  }
}
