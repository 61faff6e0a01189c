package io.fusebox.testkit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.fixtures.Tensors;

/** An encoder without files or parameters keeps the contract, too. */
class MeanColourTest implements EncoderContract {
  @Override
  public ModalityEncoder encoder(NDManager owner) {
    return new MeanColour();
  }

  @Override
  public NDArray input(NDManager manager, long seed) {
    return Tensors.normal(manager, new Shape(3, 4, 4), seed);
  }
}
