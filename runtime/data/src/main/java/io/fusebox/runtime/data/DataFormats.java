package io.fusebox.runtime.data;

import io.fusebox.api.data.DataFormat;
import io.fusebox.api.plugin.PluginModule;

/** The data formats that come with Fusebox. */
public final class DataFormats extends PluginModule {
  @Override
  protected void configure() {
    provide("manifest", new ManifestReader());
    provide("vqav2", new VqaV2Reader());
    provide("easy-vqa", new EasyVqaReader());
    provide("mustard", new MustardReader(false));
    provide("mustard-context", new MustardReader(true));
  }

  private void provide(String id, DataFormat format) {
    provide(id, DataFormat.class, host -> format);
  }
}
