package io.fusebox.plm.bart;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;
import io.fusebox.toolkit.text.LazyTokenizer;

/** The BART plug-in. */
@Plugin("bart")
public final class BartPlugin extends PluginModule {
  @Override
  protected void configure() {
    plm(
        Bart.Config.class,
        (config, host) ->
            Bart.load(
                host.checkpoint(), host.manager(), new LazyTokenizer(host.checkpoint().folder())));
  }
}
