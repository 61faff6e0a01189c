package io.fusebox.strategy.noprompt;

import io.fusebox.plugin.PluginModule;
import io.fusebox.testkit.PluginContract;

class NoPromptPluginTest implements PluginContract {
  @Override
  public PluginModule module() {
    return new NoPromptPlugin();
  }
}
