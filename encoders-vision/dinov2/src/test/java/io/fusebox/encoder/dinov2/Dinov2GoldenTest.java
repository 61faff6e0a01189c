package io.fusebox.encoder.dinov2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.fixtures.Tensors;
import io.fusebox.testkit.GoldenCase;
import io.fusebox.toolkit.vision.VisionEncoder;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The reference's numbers, of images of the usual size, of other proportions, and of few patches.
 */
class Dinov2GoldenTest {
  private static final double TOLERANCE = 1e-4;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @CsvSource({
    "dinov2-tiny, native", "dinov2-tiny, wide", "dinov2-tiny, small",
    "dinov2-registers-tiny, native", "dinov2-registers-tiny, wide", "dinov2-registers-tiny, small"
  })
  void everyOutput(String name, String size) {
    GoldenCase golden = GoldenCase.of(name);
    NDArray pixels = golden.input(manager, "pixel_values." + size);
    VisionEncoder sequence = TinyDinov2.read(golden, manager, Dinov2Encoder.Features.SEQUENCE);
    Map<String, NDArray> found = sequence.outputs(pixels);
    check(golden, size + ".hidden_states.0", found.get("hidden_states.0"));
    check(golden, size + ".last_hidden_state", found.get("last_hidden_state"));
    check(golden, size + ".last_hidden_state", sequence.encode(pixels));
    check(golden, size + ".pooler_output", found.get("pooler_output"));
    NDArray pooled = TinyDinov2.read(golden, manager, Dinov2Encoder.Features.POOLED).encode(pixels);
    check(golden, size + ".pooler_output", pooled.squeeze(1));
    assertEquals(golden.meta().path("tolerance").size(), golden.outputs().names().size());
  }

  private void check(GoldenCase golden, String name, NDArray found) {
    Tensors.assertClose(golden.output(manager, name), found, TOLERANCE, name);
  }
}
