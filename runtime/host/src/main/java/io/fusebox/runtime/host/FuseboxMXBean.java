package io.fusebox.runtime.host;

import java.util.List;
import java.util.Map;

/** A live Fusebox as JMX consoles see it. */
public interface FuseboxMXBean {
  /** How each pipeline is, by its name. */
  Map<String, String> getPipelines();

  /** How requests went alongside a second strategy, by the pipeline's name. */
  Map<String, String> getSideBySide();

  /** The components in memory: of each one line. */
  List<String> getParts();

  /** The jars that were refused, and why. */
  List<String> getRefused();
}
