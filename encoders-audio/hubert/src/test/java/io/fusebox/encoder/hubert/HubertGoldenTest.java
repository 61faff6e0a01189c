package io.fusebox.encoder.hubert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.fixtures.Tensors;
import io.fusebox.testkit.GoldenCase;
import io.fusebox.toolkit.speech.SpeechEncoder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The reference's numbers. */
class HubertGoldenTest {
  private static final double TOLERANCE = 1e-4;

  private final NDManager manager = NDManager.newBaseManager();
  private final GoldenCase golden = TinyHubert.CASE;

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void lastHiddenState() {
    SpeechEncoder encoder = TinyHubert.read(manager);
    NDArray found = encoder.encode(golden.input(manager, "input_values"));
    NDArray expected = golden.output(manager, "last_hidden_state");
    Tensors.assertClose(expected, found, TOLERANCE, "last_hidden_state");
  }

  @Test
  void lastHiddenStateOfPaddedClips() {
    SpeechEncoder encoder = TinyHubert.read(manager);
    long[] lengths = golden.input(manager, "attention_mask").sum(new int[] {1}).toLongArray();
    NDArray found = encoder.encode(golden.input(manager, "input_values"), lengths);
    NDArray expected = golden.output(manager, "masked_last_hidden_state");
    Tensors.assertClose(expected, found, TOLERANCE, "masked_last_hidden_state");
  }
}
