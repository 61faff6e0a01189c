package io.fusebox.runtime.engine.plugins;

import io.fusebox.api.data.DataFormat;
import io.fusebox.api.plugin.PluginFactory;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** A plug-in's data format, whose faults name the plug-in. */
public record PluginFormat(PluginFactory<DataFormat> factory) implements DataFormat {
  /** The live data formats by their ids. */
  public static SortedMap<String, DataFormat> live(Plugins plugins) {
    SortedMap<String, DataFormat> formats = new TreeMap<>();
    plugins.of(DataFormat.class).forEach(f -> formats.put(f.id(), new PluginFormat(f)));
    return formats;
  }

  @Override
  public String layout() {
    return PluginCall.nonNull("a layout", factory.id(), () -> format().layout());
  }

  @Override
  public boolean recognizes(Path path) {
    return PluginCall.of(factory.id(), () -> format().recognizes(path));
  }

  @Override
  public void read(Source source, Examples to) {
    PluginCall.of(
        factory.id(),
        () -> {
          format().read(source, to);
          return to;
        });
  }

  @Override
  public void readQuestions(Source source, Questions to) {
    PluginCall.of(
        factory.id(),
        () -> {
          format().readQuestions(source, to);
          return to;
        });
  }

  private DataFormat format() {
    return Plugins.component(factory);
  }
}
