package io.fusebox.runtime.host;

import io.fusebox.runtime.selfcheck.KernelGuard;
import io.fusebox.runtime.selfcheck.Strictness;
import java.nio.file.Path;

/** Whether the engine computes right on this machine. */
final class KernelDiagnosis {
  private KernelDiagnosis() {}

  /**
   * Of the engine that has started, and computed nothing yet.
   *
   * @param engine its name and version
   * @param cache where is kept what a machine was found to be like
   */
  static KernelGuard of(String engine, Path cache) {
    return KernelGuard.of(engine, cache, Strictness.of(System.getenv(Strictness.VARIABLE)));
  }
}
