package io.fusebox.plm.qwen;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;
import io.fusebox.toolkit.text.LazyTokenizer;

/** The Qwen plug-in. */
@Plugin("qwen")
public final class QwenPlugin extends PluginModule {
  @Override
  protected void configure() {
    plm(
        Qwen.MODEL_TYPES,
        Qwen.Config.class,
        (config, host) ->
            Qwen.load(
                host.checkpoint(), host.manager(), new LazyTokenizer(host.checkpoint().folder())));
  }
}
