package io.fusebox.encoder.ast;

import io.fusebox.api.plugin.PluginModule;
import io.fusebox.testkit.PluginContract;

class AstPluginTest implements PluginContract {
  @Override
  public PluginModule module() {
    return new AstPlugin();
  }
}
