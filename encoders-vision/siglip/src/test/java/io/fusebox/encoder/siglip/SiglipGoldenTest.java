package io.fusebox.encoder.siglip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.fixtures.Tensors;
import io.fusebox.testkit.GoldenCase;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The reference's numbers. */
class SiglipGoldenTest {
  private static final double TOLERANCE = 1e-4;

  private final NDManager manager = NDManager.newBaseManager();
  private final GoldenCase golden = TinySiglip.CASE;
  private final NDArray pixels = golden.input(manager, "pixel_values");

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void everyOutput() {
    Map<String, NDArray> found =
        TinySiglip.read(manager, SiglipEncoder.Features.SEQUENCE).outputs(pixels);
    assertEquals(golden.outputs().names(), found.keySet());
    found.forEach(this::check);
  }

  @Test
  void sequenceIsTheLastHiddenState() {
    NDArray features = TinySiglip.read(manager, SiglipEncoder.Features.SEQUENCE).encode(pixels);
    check("last_hidden_state", features);
  }

  @Test
  void pooledIsWhatTheProbeFinds() {
    NDArray features = TinySiglip.read(manager, SiglipEncoder.Features.POOLED).encode(pixels);
    check("pooler_output", features.squeeze(1));
  }

  private void check(String name, NDArray found) {
    Tensors.assertClose(golden.output(manager, name), found, TOLERANCE, name);
  }
}
