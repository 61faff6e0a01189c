package io.fusebox.plm.t5;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;
import io.fusebox.toolkit.text.LazyTokenizer;

/** The T5 plug-in. */
@Plugin("t5")
public final class T5Plugin extends PluginModule {
  @Override
  protected void configure() {
    plm(
        T5.Config.class,
        (config, host) ->
            T5.load(
                host.checkpoint(), host.manager(), new LazyTokenizer(host.checkpoint().folder())));
  }
}
