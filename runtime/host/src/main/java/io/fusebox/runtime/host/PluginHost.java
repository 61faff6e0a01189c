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

  /** Replaces the plug-in that a jar brings; a host for one command refuses. */
  default Path swapIn(Path jar) {
    throw new IllegalStateException("this host was opened for one command, not live");
  }

  @Override
  void close();
}
