package io.fusebox.strategy.noprompt;

import io.fusebox.api.plugin.PluginModule;
import io.fusebox.testkit.PluginContract;

class NoPromptPluginTest implements PluginContract {
  @Override
  public PluginModule module() {
    return new NoPromptPlugin();
  }
}
