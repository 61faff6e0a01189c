package io.fusebox.runtime.verify;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.reference.Row;
import io.fusebox.toolkit.safetensors.SafetensorsFile;
import java.util.List;
import java.util.Optional;

/** Goes through {@code outputs.safetensors} and leaves no output out. */
final class TensorCase {
  /** Computes one output; empty, or {@link Unsupported} with the reason, when it cannot. */
  @FunctionalInterface
  interface Outputs {
    Optional<Values> compute(String name);
  }

  private TensorCase() {}

  /** One row for each output, by name. */
  static List<Row> rows(GoldenCase of, NDManager manager, Outputs outputs) {
    SafetensorsFile expected = of.outputs();
    return expected.names().stream()
        .sorted()
        .map(name -> row(name, of, expected, manager, outputs))
        .toList();
  }

  private static Row row(
      String name, GoldenCase of, SafetensorsFile expected, NDManager manager, Outputs outputs) {
    Values wanted = read(expected, manager, name);
    Optional<Values> found;
    try {
      found = outputs.compute(name);
    } catch (Unsupported e) {
      return Row.unsupported(name, e.getMessage());
    } catch (RuntimeException e) {
      // Whatever goes wrong, also inside the engine, is a result here, and other outputs follow.
      return Row.failed(name, String.valueOf(e.getMessage()));
    }
    return found
        .map(values -> Comparison.of(name, wanted, values, tolerance(of, name, values)))
        .orElseGet(() -> Row.unsupported(name, ""));
  }

  private static double tolerance(GoldenCase of, String name, Values found) {
    return Comparison.tolerance(found.tolerance(), of.rounding(name));
  }

  private static Values read(SafetensorsFile file, NDManager manager, String name) {
    try (NDArray tensor = file.read(manager, name)) {
      return Values.of(tensor);
    }
  }
}
