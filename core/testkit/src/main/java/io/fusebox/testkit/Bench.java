package io.fusebox.testkit;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.encoder.ModalityEncoder;
import java.util.function.BiConsumer;

/** An encoder on its own manager, and a manager for one batch next to it. */
final class Bench {
  private Bench() {}

  static void with(EncoderContract contract, BiConsumer<ModalityEncoder, NDManager> test) {
    try (NDManager owner = NDManager.newBaseManager();
        NDManager batch = NDManager.newBaseManager()) {
      test.accept(contract.encoder(owner), batch);
    }
  }
}
