package io.fusebox.toolkit.audio;

import static io.fusebox.api.settings.Settings.require;

/**
 * Kaldi's log mel filter bank with a Hann window, as the Audio Spectrogram Transformer hears it
 * (Gong et al. 2021): frames of 25 ms every 10 ms, whole ones alone; their mean removed, high
 * frequencies emphasised, and the natural logarithm of their power in mel bands from 20 Hz on.
 * There is no dither, so that the same audio gives the same numbers.
 */
public final class KaldiFilterBank {
  private static final double LOWEST_HZ = 20;
  private static final double EMPHASIS = 0.97;

  /** The least difference from 1 that float32 knows. */
  private static final double LEAST_POWER = Math.scalb(1.0, -23);

  private final int rate;
  private final int shift;
  private final double[] window;
  private final int size;
  private final FourierTransform transform;
  private final MelFilters filters;

  /**
   * Describes a filter bank.
   *
   * @param rate samples a second
   * @param mels the number of mel bands
   */
  public KaldiFilterBank(int rate, int mels) {
    this.rate = rate;
    this.shift = rate / 100;
    this.window = HannWindow.symmetric(rate / 40);
    this.size = Math.max(2, Integer.highestOneBit(Math.max(1, window.length - 1)) * 2);
    this.transform = new FourierTransform(size);
    this.filters = MelFilters.kaldi(mels, transform.bins(), rate, LOWEST_HZ);
  }

  /** The value of silence, in every band. */
  public static double silence() {
    return Math.log(LEAST_POWER);
  }

  /** The number of whole frames in so many samples. */
  public int frames(int samples) {
    return samples < window.length ? 0 : 1 + (samples - window.length) / shift;
  }

  /** The number of mel bands. */
  public int mels() {
    return filters.size();
  }

  /**
   * The filter bank's output for one audio clip.
   *
   * @param most later frames are left out
   * @return {@code [frames, mels]}, row by row
   * @throws io.fusebox.api.FuseboxException for an audio clip that is shorter than a frame
   */
  public float[] of(float[] audio, int most) {
    int frames = Math.min(most, frames(audio.length));
    require(
        frames > 0,
        "the audio has %d samples at %d Hz, the model hears nothing in fewer than %d: leave it out or use a longer one"
            .formatted(audio.length, rate, window.length));
    float[] logs = new float[frames * mels()];
    for (int frame = 0; frame < frames; frame++) {
      double[] power = transform.power(prepared(audio, frame * shift));
      for (int mel = 0; mel < mels(); mel++) {
        logs[frame * mels() + mel] =
            (float) Math.log(Math.max(LEAST_POWER, filters.apply(mel, power)));
      }
    }
    return logs;
  }

  private double[] prepared(float[] audio, int from) {
    double mean = 0;
    for (int i = 0; i < window.length; i++) {
      mean += audio[from + i];
    }
    mean /= window.length;
    double[] frame = new double[size];
    for (int i = 0; i < window.length; i++) {
      double before = audio[from + Math.max(0, i - 1)] - mean;
      frame[i] = window[i] * (audio[from + i] - mean - EMPHASIS * before);
    }
    return frame;
  }
}
