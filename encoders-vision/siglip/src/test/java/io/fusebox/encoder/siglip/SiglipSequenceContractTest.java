package io.fusebox.encoder.siglip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.fixtures.Tensors;
import io.fusebox.testkit.EncoderContract;

class SiglipSequenceContractTest implements EncoderContract {
  @Override
  public ModalityEncoder encoder(NDManager owner) {
    return TinySiglip.read(owner, SiglipEncoder.Features.SEQUENCE);
  }

  @Override
  public NDArray input(NDManager manager, long seed) {
    return Tensors.normal(manager, new Shape(3, 32, 32), seed);
  }
}
