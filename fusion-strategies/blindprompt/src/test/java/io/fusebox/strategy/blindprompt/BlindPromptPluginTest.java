package io.fusebox.strategy.blindprompt;

import io.fusebox.api.plugin.PluginModule;
import io.fusebox.testkit.PluginContract;

class BlindPromptPluginTest implements PluginContract {
  @Override
  public PluginModule module() {
    return new BlindPromptPlugin();
  }
}
