package io.fusebox.runtime.selfcheck.kernels;

/** For tests: makes a kernel wrong that is right on this machine. */
@FunctionalInterface
public interface ForcedFault {
  /** Leaves every result as it is. */
  ForcedFault NONE = (kernel, result) -> result;

  /** The faulty result of the kernel; may change {@code result}. */
  float[] on(String kernel, float[] result);
}
