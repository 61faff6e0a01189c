package io.fusebox.encoder.sensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.fixtures.Tensors;
import io.fusebox.testkit.EncoderContract;

class SensorEncoderContractTest implements EncoderContract {
  @Override
  public ModalityEncoder encoder(NDManager owner) {
    return new SensorEncoder(new SensorEncoder.Config(2, 4, 8, 3, 1));
  }

  @Override
  public NDArray input(NDManager manager, long seed) {
    return Tensors.normal(manager, new Shape(2, 32), seed);
  }
}
