package io.fusebox.strategy.promptfuse;

import io.fusebox.api.plugin.PluginModule;
import io.fusebox.testkit.PluginContract;

class PromptFusePluginTest implements PluginContract {
  @Override
  public PluginModule module() {
    return new PromptFusePlugin();
  }
}
