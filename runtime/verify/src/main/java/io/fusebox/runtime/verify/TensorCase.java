package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.checkpoint.Checkpoint.Precision;
import io.fusebox.api.reference.OutputResult;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import java.util.List;
import java.util.Optional;

/** Goes through {@code outputs.safetensors} and leaves no output out. */
final class TensorCase {
  /**
   * Computes one output; empty, or {@link UnsupportedOutputException} with the reason, when it
   * cannot.
   */
  @FunctionalInterface
  interface Outputs {
    Optional<TensorValues> compute(String name);
  }

  private TensorCase() {}

  /** One row for each output, by name. */
  static List<OutputResult> rows(VerificationCase of, NDManager manager, Outputs outputs) {
    SafetensorsFile expected = of.outputs();
    return expected.names().stream()
        .sorted()
        .map(name -> row(name, of, expected, manager, outputs))
        .toList();
  }

  private static OutputResult row(
      String name,
      VerificationCase of,
      SafetensorsFile expected,
      NDManager manager,
      Outputs outputs) {
    TensorValues wanted = read(expected, manager, name);
    Optional<TensorValues> found;
    try {
      found = outputs.compute(name);
    } catch (UnsupportedOutputException e) {
      return OutputResult.unsupported(name, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // Whatever goes wrong, also inside the engine, is a result here, and other outputs follow.
      return OutputResult.failed(name, String.valueOf(e.getMessage()));
    }
    return found
        .map(values -> compared(name, of, wanted, values))
        .orElseGet(() -> OutputResult.unsupported(name, ""));
  }

  private static OutputResult compared(
      String name, VerificationCase of, TensorValues wanted, TensorValues found) {
    return of.precision() == Precision.FLOAT32
        ? OutputComparison.of(name, wanted, found, tolerance(of, name, found))
        : Bfloat16Comparison.of(name, wanted, found);
  }

  private static double tolerance(VerificationCase of, String name, TensorValues found) {
    return OutputComparison.tolerance(found.tolerance(), of.rounding(name));
  }

  private static TensorValues read(SafetensorsFile file, NDManager manager, String name) {
    try (NDArray tensor = file.read(manager, name)) {
      return TensorValues.of(tensor);
    }
  }
}
