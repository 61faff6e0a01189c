package io.fusebox.toolkit.audio;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.toolkit.media.DecodedAudio;

/**
 * A decoded sound of one channel.
 *
 * @param rate samples a second
 * @param samples usually from -1 to 1; not copied
 */
public record Waveform(int rate, float[] samples) {
  /** Below it there is no sound that anybody hears, above it no recorder. */
  static final int LEAST_RATE = 100;

  static final int MOST_RATE = 1_000_000;

  public Waveform {
    requireRate(rate);
    require(samples.length > 0, "the sound is empty: it has no samples; record or fetch it again");
  }

  /** The mean of a sound's channels. */
  public static Waveform mix(DecodedAudio sound) {
    float[][] channels = sound.channels();
    float[] mean = new float[channels[0].length];
    for (int i = 0; i < mean.length; i++) {
      double sum = 0;
      for (float[] channel : channels) {
        sum += channel[i];
      }
      mean[i] = (float) (sum / channels.length);
    }
    return new Waveform(sound.rate(), mean);
  }

  /** The same sound with another number of samples a second; see {@link Resampler}. */
  public Waveform at(int newRate) {
    return rate == newRate
        ? this
        : new Waveform(newRate, new Resampler(rate, newRate).apply(samples));
  }

  static void requireRate(long rate) {
    require(
        rate >= LEAST_RATE && rate <= MOST_RATE,
        "the sound has a sampling rate of %d Hz, read are %d to %d Hz; is its header damaged?"
            .formatted(rate, LEAST_RATE, MOST_RATE));
  }

  static void requireLength(long samples, int rate, int mostSeconds) {
    require(
        samples <= (long) mostSeconds * rate,
        "the sound lasts %.1f seconds, more than the %d that are read; cut it, or set 'max-seconds' of its encoder"
            .formatted((double) samples / rate, mostSeconds));
  }
}
