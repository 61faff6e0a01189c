package io.fusebox.examples.choice;

import io.fusebox.api.plugin.PluginModule;
import io.fusebox.testkit.PluginContract;

class ChoicePluginTest implements PluginContract {
  @Override
  public PluginModule module() {
    return new ChoicePlugin();
  }
}
