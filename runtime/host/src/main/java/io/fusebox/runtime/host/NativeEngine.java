package io.fusebox.runtime.host;

import ai.djl.engine.Engine;
import io.fusebox.api.FuseboxException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Starts the native engine once, before any bundle: DJL looks it up through the thread's context
 * class loader, and a native library binds to one class loader.
 */
public final class NativeEngine {
  private static final int UNPACKED_MB = 450;

  private NativeEngine() {}

  /**
   * Starts the engine, makes sure that it computes right on this machine, and gives its name and
   * version.
   *
   * @param workspace where work is kept
   */
  public static String touch(Path workspace) {
    String version = start(workspace);
    KernelDiagnosis.of(version, NativeCaches.prepare(workspace).path()).ensure();
    return version;
  }

  /**
   * Starts the engine, whose arithmetic nobody has checked, and gives its name and version.
   *
   * @param workspace where work is kept
   */
  static String start(Path workspace) {
    CacheFolder cache = NativeCaches.prepare(workspace);
    try {
      Engine engine = Engine.getEngine("PyTorch");
      return engine.getEngineName() + " " + engine.getVersion();
    } catch (RuntimeException | LinkageError e) {
      throw new FuseboxException(
          ("the native PyTorch library did not start (%s). It is unpacked to %s, which takes %d MB;"
                  + " delete what is there, or name another folder with %s")
              .formatted(reason(e), cache.path(), UNPACKED_MB, CacheFolder.VARIABLE),
          e);
    }
  }

  /** The library's own message is of no use without that of its first cause. */
  private static @Nullable String reason(Throwable thrown) {
    Throwable first = thrown;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    return first == thrown ? thrown.getMessage() : thrown.getMessage() + ": " + first;
  }
}
