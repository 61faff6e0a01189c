package io.fusebox.plm.llama;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;
import io.fusebox.toolkit.text.LazyTokenizer;

/** The Llama plug-in. */
@Plugin("llama")
public final class LlamaPlugin extends PluginModule {
  @Override
  protected void configure() {
    plm(
        Llama.Config.class,
        (config, host) ->
            Llama.load(
                host.checkpoint(), host.manager(), new LazyTokenizer(host.checkpoint().folder())));
  }
}
