package io.fusebox.runtime.host;

import io.fusebox.runtime.engine.plugins.Plugins;
import java.nio.file.Path;
import java.util.List;

/** Runs plug-in bundles. */
public interface PluginHost extends Plugins, AutoCloseable {

  /** A jar that is not live, and why. */
  record Refused(Path jar, String reason) {}

  /** The jars that were refused. */
  List<Refused> refused();

  @Override
  void close();
}
