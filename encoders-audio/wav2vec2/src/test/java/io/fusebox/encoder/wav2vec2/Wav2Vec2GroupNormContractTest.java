package io.fusebox.encoder.wav2vec2;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.fixtures.Tensors;
import io.fusebox.testkit.EncoderContract;
import io.fusebox.toolkit.speech.SpeechEncoder.Features;

class Wav2Vec2GroupNormContractTest implements EncoderContract {
  @Override
  public ModalityEncoder encoder(NDManager owner) {
    return Golden.of("wav2vec2-tiny-group").encoder(owner, Features.SEQUENCE);
  }

  @Override
  public NDArray input(NDManager manager, long seed) {
    return Tensors.normal(manager, new Shape(2000), seed);
  }
}
