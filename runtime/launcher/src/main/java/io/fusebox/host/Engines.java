package io.fusebox.host;

import ai.djl.engine.Engine;
import io.fusebox.FuseboxException;
import java.nio.file.Path;

/**
 * Starts the native engine once, before any bundle: DJL looks it up through the thread's context
 * class loader, and a native library binds to one class loader.
 */
public final class Engines {
  private Engines() {}

  /**
   * Starts the engine, makes sure that it computes right on this machine, and gives its name and
   * version.
   */
  public static String touch() {
    String version = start();
    Kernels.of(version, cache()).ensure();
    return version;
  }

  /** Starts the engine, whose arithmetic nobody has checked, and gives its name and version. */
  static String start() {
    try {
      Engine engine = Engine.getEngine("PyTorch");
      return engine.getEngineName() + " " + engine.getVersion();
    } catch (RuntimeException | LinkageError e) {
      throw new FuseboxException(
          "the native PyTorch library did not start (%s): run 'fusebox doctor'"
              .formatted(e.getMessage()),
          e);
    }
  }

  /** Where is kept what is true of the machine, whichever the workspace. */
  static Path cache() {
    String chosen = System.getenv("FUSEBOX_CACHE");
    return chosen != null && !chosen.isBlank()
        ? Path.of(chosen)
        : Path.of(System.getProperty("user.home"), ".cache", "fusebox");
  }
}
