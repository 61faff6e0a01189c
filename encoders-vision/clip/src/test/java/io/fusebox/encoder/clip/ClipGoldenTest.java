package io.fusebox.encoder.clip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.fixtures.Tensors;
import io.fusebox.testkit.GoldenCase;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The reference's numbers. */
class ClipGoldenTest {
  private static final double TOLERANCE = 1e-4;

  private final NDManager manager = NDManager.newBaseManager();
  private final GoldenCase golden = TinyClip.CASE;
  private final NDArray pixels = golden.input(manager, "pixel_values");

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void everyOutput() {
    Map<String, NDArray> found =
        TinyClip.read(manager, ClipEncoder.Features.SEQUENCE).outputs(pixels);
    check("last_hidden_state", found.get("last_hidden_state"));
    check("pooler_output", found.get("pooler_output"));
    check("last_hidden_state", found.get("hidden_states.2"));
  }

  @Test
  void sequenceIsTheLastHiddenState() {
    check(
        "last_hidden_state", TinyClip.read(manager, ClipEncoder.Features.SEQUENCE).encode(pixels));
  }

  @Test
  void pooledIsTheClassTokenAfterItsNorm() {
    NDArray features = TinyClip.read(manager, ClipEncoder.Features.POOLED).encode(pixels);
    check("pooler_output", features.squeeze(1));
  }

  private void check(String name, NDArray found) {
    Tensors.assertClose(golden.output(manager, name), found, TOLERANCE, name);
  }
}
