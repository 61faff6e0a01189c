package io.fusebox.runtime.host;

import io.fusebox.runtime.engine.plugins.Plugins;
import java.nio.file.Path;
import java.util.List;

/** Runs plug-in bundles. */
public interface PluginHost extends Plugins, AutoCloseable {

  /** A jar that is not live, and why. */
  record Refused(Path jar, String reason) {}

  /** A shipped jar that stands aside for one of the user's own with the same plug-in. */
  record Replaced(Path shipped, Path own) {}

  /** The jars that were refused. */
  List<Refused> refused();

  @Override
  void close();

  /** The shipped jars that stand aside. */
  List<Replaced> replaced();
}
