package io.fusebox.toolkit.audio;

import static io.fusebox.api.settings.Settings.require;

import java.math.BigInteger;

/**
 * Resampling by a Hann-windowed sinc, as torchaudio's {@code resample} does it by default: 6 zero
 * crossings on each side, a cut-off at 0.99 of the lower rate's half, {@code ceil(to * n / from)}
 * samples. The kernel is never held as a whole: rates that have no divisor in common would make it
 * larger than any memory.
 *
 * @param from samples a second before
 * @param to samples a second afterwards
 */
public record Resampler(int from, int to) {
  private static final int CROSSINGS = 6;
  private static final double ROLLOFF = 0.99;

  public Resampler {
    Waveform.requireRate(from);
    Waveform.requireRate(to);
  }

  /** The same audio at the new rate, always a new array. */
  public float[] apply(float[] audio) {
    if (from == to) {
      return audio.clone();
    }
    int divisor = BigInteger.valueOf(from).gcd(BigInteger.valueOf(to)).intValue();
    return new Reduced(from / divisor, to / divisor).apply(audio);
  }

  /** Rates without a common divisor: every {@code to} samples the same kernels come again. */
  private record Reduced(int from, int to) {
    float[] apply(float[] audio) {
      float[] resampled = new float[length(audio.length)];
      for (int phase = 0; phase < Math.min(to, resampled.length); phase++) {
        int first = first(phase);
        float[] kernel = kernel(phase, first);
        long start = first;
        for (int i = phase; i < resampled.length; i += to, start += from) {
          resampled[i] = weighed(audio, kernel, start);
        }
      }
      return resampled;
    }

    private int length(long old) {
      long length = (old * to + from - 1) / from; // rounded up
      require(
          length <= Integer.MAX_VALUE - 8,
          "an audio clip of %d samples would have %d after resampling; cut it"
              .formatted(old, length));
      return (int) length;
    }

    /** The cut-off in units of the common rate. */
    private double base() {
      return Math.min(from, to) * ROLLOFF;
    }

    /** The first old sample that a phase's kernel covers. */
    private int first(int phase) {
      return (int) Math.ceil(from * ((double) phase / to - CROSSINGS / base()));
    }

    private float[] kernel(int phase, int first) {
      int last = (int) Math.floor(from * ((double) phase / to + CROSSINGS / base()));
      float[] kernel = new float[last - first + 1];
      float shift = (float) phase / to;
      for (int k = 0; k < kernel.length; k++) {
        float distance = (float) (first + k) / from - shift;
        kernel[k] = weight(Math.max(-CROSSINGS, Math.min(CROSSINGS, distance * (float) base())));
      }
      return kernel;
    }

    /**
     * The windowed sinc at {@code t} zero crossings from its middle. In float32 as in the
     * reference: where rates share no large divisor its rounding can be heard in the numbers.
     */
    private float weight(float t) {
      float window = (float) Math.cos(t * (float) Math.PI / CROSSINGS / 2);
      float angle = t * (float) Math.PI;
      float sinc = t == 0 ? 1 : (float) Math.sin(angle) / angle;
      return sinc * (window * window * (float) (base() / from));
    }

    /** Beyond its ends an audio clip is silent. */
    private static float weighed(float[] audio, float[] kernel, long start) {
      int begin = (int) Math.max(0, -start);
      int end = (int) Math.min(kernel.length, audio.length - start);
      double sum = 0;
      for (int k = begin; k < end; k++) {
        sum += (double) kernel[k] * audio[(int) start + k];
      }
      return (float) sum;
    }
  }
}
