package io.fusebox.encoder.whisper;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.fixtures.Tensors;
import io.fusebox.testkit.EncoderContract;

class WhisperPooledContractTest implements EncoderContract {
  @Override
  public ModalityEncoder encoder(NDManager owner) {
    return TinyWhisper.read(TinyWhisper.WHOLE, owner, Whisper.Features.POOLED, Whisper.Frames.ALL);
  }

  @Override
  public NDArray input(NDManager manager, long seed) {
    return Tensors.normal(manager, new Shape(16_000), seed);
  }
}
