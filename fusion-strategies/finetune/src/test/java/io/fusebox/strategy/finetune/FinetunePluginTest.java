package io.fusebox.strategy.finetune;

import io.fusebox.api.plugin.PluginModule;
import io.fusebox.testkit.PluginContract;

class FinetunePluginTest implements PluginContract {
  @Override
  public PluginModule module() {
    return new FinetunePlugin();
  }
}
