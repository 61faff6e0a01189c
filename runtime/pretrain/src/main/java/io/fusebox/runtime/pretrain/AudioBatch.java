package io.fusebox.runtime.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.runtime.worlds.audio.AudioGenerator;
import io.fusebox.runtime.worlds.audio.GeneratedAudio;
import io.fusebox.runtime.worlds.audio.PitchMotion;
import io.fusebox.runtime.worlds.audio.Timbre;
import java.util.Arrays;

/** Audio clips and what is to be recognised in each of their frames, as arrays. */
final class AudioBatch {
  static final int TIMBRES = 1 + Timbre.values().length;
  static final int MOTIONS = 1 + PitchMotion.values().length;

  private static final double SECONDS = 1;
  private static final int SAMPLES = (int) (SECONDS * GeneratedAudio.RATE);
  private static final int FRAMES =
      1 + (SAMPLES - SmallWav2Vec2Config.FIELD) / SmallWav2Vec2Config.STRIDE;

  final int count;
  private final float[] samples;

  /** {@code [b, s]}: the timbre in each frame, 0 = silence. */
  final long[] timbres;

  /** {@code [b, s]}: the motion in each frame, 0 = silence. */
  final long[] motions;

  /** {@code [b, s, d]}: what each frame is to look like. */
  final float[] codes;

  private final ClassCodes code;

  /** Composes a batch. */
  AudioBatch(AudioGenerator composer, ClassCodes code, int count) {
    this.count = count;
    this.code = code;
    this.samples = new float[count * SAMPLES];
    this.timbres = new long[count * FRAMES];
    this.motions = new long[count * FRAMES];
    this.codes = new float[count * FRAMES * code.width()];
    for (int row = 0; row < count; row++) {
      fill(row, composer.compose(SECONDS));
    }
  }

  private void fill(int row, GeneratedAudio recording) {
    System.arraycopy(normal(recording.samples()), 0, samples, row * SAMPLES, SAMPLES);
    for (int i = 0; i < FRAMES; i++) {
      int at = row * FRAMES + i;
      int middle = i * SmallWav2Vec2Config.STRIDE + SmallWav2Vec2Config.FIELD / 2;
      timbres[at] = recording.timbre(middle);
      motions[at] = recording.motion(middle);
      code.add(codes, at * code.width(), recording.timbre(middle), recording.motion(middle), 1);
    }
  }

  /** Of mean 0 and variance 1, as the preprocessor gives audio clips to the encoder. */
  private static float[] normal(float[] samples) {
    double mean = 0;
    double squares = 0;
    for (float sample : samples) {
      mean += sample / samples.length;
    }
    for (float sample : samples) {
      squares += (sample - mean) * (sample - mean) / samples.length;
    }
    float[] normal = new float[samples.length];
    for (int i = 0; i < normal.length; i++) {
      normal[i] = (float) ((samples[i] - mean) / Math.sqrt(squares + 1e-7));
    }
    return normal;
  }

  /** The audio clips {@code [b, t]}, owned by {@code manager}. */
  NDArray samples(NDManager manager) {
    return manager.create(samples, new Shape(count, SAMPLES));
  }

  /** How much each frame counts, {@code [b, s]}: all the same. */
  NDArray weights(NDManager manager) {
    float[] ones = new float[count * FRAMES];
    Arrays.fill(ones, 1);
    return manager.create(ones, new Shape(count, FRAMES));
  }
}
