package io.fusebox.encoder.frames;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.encoder.Orientation;
import io.fusebox.encoder.frames.FrameEncoderConfig.Features;
import io.fusebox.encoder.frames.FrameEncoderConfig.SamplingMode;
import io.fusebox.fixtures.Tensors;
import io.fusebox.testkit.EncoderContract;
import java.util.Map;

class FrameEncoderContractTest implements EncoderContract {
  @Override
  public ModalityEncoder encoder(NDManager owner) {
    FrameEncoderConfig config =
        new FrameEncoderConfig(
            "mean", 20, SamplingMode.UNIFORM, 4, Features.SEQUENCE, Orientation.UPRIGHT, Map.of());
    return FrameEncoder.through(new MeanColour(), config);
  }

  @Override
  public NDArray input(NDManager manager, long seed) {
    return Tensors.normal(manager, new Shape(20, 3, 4, 6), seed);
  }
}
