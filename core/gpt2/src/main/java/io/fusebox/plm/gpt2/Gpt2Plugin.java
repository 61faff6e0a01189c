package io.fusebox.plm.gpt2;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;
import io.fusebox.toolkit.text.LazyTokenizer;

/** The GPT-2 plug-in. */
@Plugin("gpt2")
public final class Gpt2Plugin extends PluginModule {
  @Override
  protected void configure() {
    plm(
        Gpt2.Config.class,
        (config, host) ->
            Gpt2.load(
                host.checkpoint(), host.manager(), new LazyTokenizer(host.checkpoint().folder())));
  }
}
