package io.fusebox.runtime.selfcheck;

import io.fusebox.runtime.selfcheck.kernels.ForcedFault;

/**
 * For tests: {@code -Dfusebox.test.wrong-kernel=NAME} makes kernels whose names begin so (with _
 * for blanks) give NaN, as on a processor that they are wrong on, until oneDNN is limited; or
 * always, with {@code -Dfusebox.test.wrong-always=true}. The check alone is deceived: answers stay
 * as they are.
 */
final class PropertyFault implements ForcedFault {
  private final NativeEnvironment environment;

  PropertyFault(NativeEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public float[] on(String kernel, float[] result) {
    String wrong = System.getProperty("fusebox.test.wrong-kernel");
    if (wrong != null && kernel.replace(' ', '_').startsWith(wrong) && !fixed()) {
      result[result.length - 1] = Float.NaN;
    }
    return result;
  }

  private boolean fixed() {
    return !Boolean.getBoolean("fusebox.test.wrong-always")
        && environment.get("ONEDNN_MAX_CPU_ISA") != null;
  }
}
