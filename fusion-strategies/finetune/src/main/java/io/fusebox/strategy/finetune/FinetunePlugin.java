package io.fusebox.strategy.finetune;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;

/** Offers {@link Finetune} as the strategy {@code finetune}. */
@Plugin("finetune")
public final class FinetunePlugin extends PluginModule {
  @Override
  protected void configure() {
    strategy(Finetune.Config.class, Finetune::new);
  }
}
