package io.fusebox.runtime.itests.plugins;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;

/** A bundle that does not start. */
@Plugin("bad")
public final class BrokenPlugin extends PluginModule {
  @Override
  protected void configure() {
    throw new IllegalStateException("this bundle is broken");
  }
}
