package io.fusebox.toolkit.audio;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.checkpoint.Checkpoint;
import java.util.Arrays;
import java.util.List;

/**
 * From an audio clip to what a speech encoder reads, as the reference's {@code
 * Wav2Vec2FeatureExtractor}: one channel, resampled, normalised to mean 0 and variance 1.
 *
 * @param rate the sampling rate of the model
 * @param normalise whether each audio clip is normalised
 * @param masked whether audio clips that are padded to one length are normalised without their
 *     padding, and come with a mask; models with a group norm were trained without
 */
public record AudioProcessor(int rate, boolean normalise, boolean masked, AudioDecoder decoder) {
  private static final double EPS = 1e-7;

  /**
   * Reads {@code processor_config.json} or {@code preprocessor_config.json} of a checkpoint; a
   * folder without both gets the reference's defaults, and that is reported.
   */
  public static AudioProcessor read(Checkpoint checkpoint, AudioDecoder decoder) {
    return AudioProcessorReader.read(checkpoint.folder(), decoder);
  }

  /**
   * Decodes one file and prepares it. Silence stays silence: it has no variance to grow by.
   *
   * @return {@code [t]} float32, owned by {@code manager}
   * @throws io.fusebox.api.FuseboxException when the bytes are not audio that can be read
   */
  public NDArray decode(NDManager manager, byte[] file) {
    float[] samples = prepare(decoder.decode(file).at(rate).samples());
    return owned(manager, samples, new Shape(samples.length));
  }

  /** One audio clip at the model's rate as the model reads it; a new array. */
  public float[] prepare(float[] samples) {
    float[] prepared = samples.clone();
    if (normalise) {
      normalise(prepared, prepared.length);
    }
    return prepared;
  }

  /**
   * Several audio clips at the model's rate as one batch, filled up with silence at the right.
   *
   * @return {@code [b, longest]}, owned by {@code manager}
   */
  public PaddedAudio pad(NDManager manager, List<float[]> clips) {
    int longest = clips.stream().mapToInt(s -> s.length).max().orElse(0);
    float[] values = new float[Math.multiplyExact(clips.size(), longest)];
    for (int i = 0; i < clips.size(); i++) {
      float[] padded = Arrays.copyOf(clips.get(i), longest);
      if (normalise) {
        normalise(padded, masked ? clips.get(i).length : longest);
      }
      System.arraycopy(padded, 0, values, i * longest, longest);
    }
    long[] lengths = clips.stream().mapToLong(s -> s.length).toArray();
    return new PaddedAudio(owned(manager, values, new Shape(clips.size(), longest)), lengths);
  }

  /** Population variance; what lies after {@code length} is padding and stays as it is. */
  private static void normalise(float[] samples, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += samples[i];
    }
    double mean = sum / length;
    double squares = 0;
    for (int i = 0; i < length; i++) {
      squares += (samples[i] - mean) * (samples[i] - mean);
    }
    double deviation = Math.sqrt(squares / length + EPS);
    for (int i = 0; i < length; i++) {
      samples[i] = (float) ((samples[i] - mean) / deviation);
    }
  }

  /** An array from {@code create} may dangle once its manager is gone. */
  private static NDArray owned(NDManager manager, float[] values, Shape shape) {
    try (NDArray view = manager.create(values, shape)) {
      return view.duplicate();
    }
  }
}
