package io.fusebox.plm.bart;

import io.fusebox.FuseboxException;
import io.fusebox.plugin.Plugin;
import io.fusebox.plugin.PluginModule;
import io.fusebox.text.Tokenizer;

/** The BART plug-in. */
@Plugin("bart")
public final class BartPlugin extends PluginModule {
  @Override
  protected void configure() {
    plm(
        Bart.Config.class,
        (config, host) -> Bart.load(host.checkpoint(), host.manager(), BartPlugin::noTokenizer));
  }

  private static Tokenizer noTokenizer() {
    throw new FuseboxException("this BART has no tokenizer");
  }
}
