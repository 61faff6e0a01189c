package io.fusebox.strategy.jointproj;

import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;

/** Offers {@link JointProj} as the strategy {@code jointproj}. */
@Plugin("jointproj")
public final class JointProjPlugin extends PluginModule {
  @Override
  protected void configure() {
    strategy(JointProj.Config.class, JointProj::new);
  }
}
