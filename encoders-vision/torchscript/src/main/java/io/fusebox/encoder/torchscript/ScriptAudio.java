package io.fusebox.encoder.torchscript;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.encoder.Modality;
import io.fusebox.toolkit.audio.AudioDecoder;
import io.fusebox.toolkit.audio.AudioProcessor;
import io.fusebox.toolkit.tensor.HostTensor;
import java.util.Arrays;

/**
 * Audio of one channel, {@code [t]}, of its own length or of a fixed one.
 *
 * @param samples the fixed length; 0 = its own
 */
record ScriptAudio(AudioProcessor processor, int samples) implements ScriptInput {

  ScriptAudio(TorchScriptConfig config) {
    this(
        new AudioProcessor(
            config.rate(), config.normalise(), false, new AudioDecoder(config.maxSeconds())),
        (int) Math.ceil(config.seconds() * config.rate()));
  }

  @Override
  public Modality modality() {
    return Modality.AUDIO;
  }

  /** Cut, then normalised, then padded with silence: padding has no part in mean and variance. */
  @Override
  public NDArray decode(NDManager manager, byte[] file) {
    float[] all = processor.decoder().decode(file).at(processor.rate()).samples();
    boolean whole = samples == 0 || all.length <= samples;
    float[] prepared = processor.prepare(whole ? all : Arrays.copyOf(all, samples));
    float[] padded = samples == 0 ? prepared : Arrays.copyOf(prepared, samples);
    return new HostTensor(new Shape(padded.length), padded).toTensor(manager);
  }

  @Override
  public NDArray blank(NDArray input) {
    return input.zerosLike();
  }

  /** A second of silence, where the length is not fixed. */
  @Override
  public NDArray blank(NDManager manager) {
    return manager.zeros(new Shape(samples == 0 ? processor.rate() : samples));
  }
}
