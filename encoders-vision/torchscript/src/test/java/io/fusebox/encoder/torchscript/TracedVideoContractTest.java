package io.fusebox.encoder.torchscript;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.fixtures.Tensors;
import io.fusebox.testkit.EncoderContract;
import java.util.Map;

class TracedVideoContractTest implements EncoderContract {
  @Override
  public ModalityEncoder encoder(NDManager owner) {
    return ScriptFiles.encoder(
        owner, "clip.pt", Map.of("input", "video", "layout", "channels-first", "frames", 4));
  }

  @Override
  public NDArray input(NDManager manager, long seed) {
    return Tensors.normal(manager, new Shape(4, 3, 16, 16), seed);
  }
}
