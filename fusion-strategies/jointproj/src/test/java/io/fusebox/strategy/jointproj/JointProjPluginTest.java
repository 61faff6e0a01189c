package io.fusebox.strategy.jointproj;

import io.fusebox.plugin.PluginModule;
import io.fusebox.testkit.PluginContract;

class JointProjPluginTest implements PluginContract {
  @Override
  public PluginModule module() {
    return new JointProjPlugin();
  }
}
