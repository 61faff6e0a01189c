package io.fusebox.encoder.videomae;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.fixtures.Tensors;
import io.fusebox.testkit.EncoderContract;

class VideoMaeSequenceContractTest implements EncoderContract {
  @Override
  public ModalityEncoder encoder(NDManager owner) {
    return TinyVideoMae.read(owner, VideoMaeEncoder.Features.SEQUENCE);
  }

  @Override
  public NDArray input(NDManager manager, long seed) {
    return Tensors.normal(manager, new Shape(4, 3, 16, 16), seed);
  }
}
