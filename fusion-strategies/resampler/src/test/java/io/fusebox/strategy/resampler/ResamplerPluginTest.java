package io.fusebox.strategy.resampler;

import io.fusebox.api.plugin.PluginModule;
import io.fusebox.testkit.PluginContract;

class ResamplerPluginTest implements PluginContract {
  @Override
  public PluginModule module() {
    return new ResamplerPlugin();
  }
}
