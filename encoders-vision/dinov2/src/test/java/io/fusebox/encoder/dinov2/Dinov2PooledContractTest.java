package io.fusebox.encoder.dinov2;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.fixtures.Tensors;
import io.fusebox.testkit.EncoderContract;

class Dinov2PooledContractTest implements EncoderContract {
  @Override
  public ModalityEncoder encoder(NDManager owner) {
    return TinyDinov2.read(owner, Dinov2Encoder.Features.POOLED);
  }

  @Override
  public NDArray input(NDManager manager, long seed) {
    return Tensors.normal(manager, new Shape(3, 56, 56), seed);
  }
}
