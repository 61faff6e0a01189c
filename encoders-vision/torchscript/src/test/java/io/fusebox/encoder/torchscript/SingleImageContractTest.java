package io.fusebox.encoder.torchscript;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.fixtures.Tensors;
import io.fusebox.testkit.EncoderContract;
import java.util.Map;

class SingleImageContractTest implements EncoderContract {
  @Override
  public ModalityEncoder encoder(NDManager owner) {
    return ScriptFiles.encoder(owner, "single.pt", Map.of());
  }

  @Override
  public NDArray input(NDManager manager, long seed) {
    return Tensors.normal(manager, new Shape(3, 16, 16), seed);
  }
}
