package io.fusebox.installed.plugs;

import io.fusebox.plugin.Plugin;
import io.fusebox.plugin.PluginModule;

/** A bundle that does not start. */
@Plugin("bad")
public final class BrokenPlugin extends PluginModule {
  @Override
  protected void configure() {
    throw new IllegalStateException("this bundle is broken");
  }
}
