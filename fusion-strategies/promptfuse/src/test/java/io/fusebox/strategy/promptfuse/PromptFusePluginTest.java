package io.fusebox.strategy.promptfuse;

import io.fusebox.plugin.PluginModule;
import io.fusebox.testkit.PluginContract;

class PromptFusePluginTest implements PluginContract {
  @Override
  public PluginModule module() {
    return new PromptFusePlugin();
  }
}
