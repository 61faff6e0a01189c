package io.fusebox.encoder.videomae;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.fixtures.Tensors;
import io.fusebox.testkit.GoldenCase;
import io.fusebox.toolkit.vision.VisionEncoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The reference's numbers. */
class VideoMaeGoldenTest {
  private static final double TOLERANCE = 1e-4;

  private final NDManager manager = NDManager.newBaseManager();
  private final GoldenCase golden = TinyVideoMae.CASE;
  private final NDArray frames = golden.input(manager, "pixel_values");
  private final NDArray expected = golden.output(manager, "last_hidden_state");

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void lastHiddenState() {
    VisionEncoder model = TinyVideoMae.read(manager, VideoMaeEncoder.Features.SEQUENCE);
    Tensors.assertClose(
        expected, model.outputs(frames).get("last_hidden_state"), TOLERANCE, "states");
    Tensors.assertClose(expected, model.encode(frames), TOLERANCE, "sequence");
  }

  @Test
  void pooledIsTheMeanOverTheTubelets() {
    NDArray pooled = TinyVideoMae.read(manager, VideoMaeEncoder.Features.POOLED).encode(frames);
    assertEquals(32, pooled.getShape().get(2));
    Tensors.assertClose(expected.mean(new int[] {1}, true), pooled, TOLERANCE, "pooled");
  }
}
