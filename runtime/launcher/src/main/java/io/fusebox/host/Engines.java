package io.fusebox.host;

import ai.djl.engine.Engine;
import io.fusebox.FuseboxException;

/**
 * Starts the native engine once, before any bundle: DJL looks it up through the thread's context
 * class loader, and a native library binds to one class loader.
 */
public final class Engines {
  private Engines() {}

  /** Starts the engine, and gives its name and version. */
  public static String touch() {
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
}
