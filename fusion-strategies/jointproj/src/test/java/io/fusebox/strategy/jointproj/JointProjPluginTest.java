package io.fusebox.strategy.jointproj;

import io.fusebox.api.plugin.PluginModule;
import io.fusebox.testkit.PluginContract;

class JointProjPluginTest implements PluginContract {
  @Override
  public PluginModule module() {
    return new JointProjPlugin();
  }
}
