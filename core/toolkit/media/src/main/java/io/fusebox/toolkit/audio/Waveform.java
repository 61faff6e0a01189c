package io.fusebox.toolkit.audio;

import static io.fusebox.api.settings.Settings.require;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.fusebox.toolkit.media.DecodedAudio;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A decoded audio of one channel.
 *
 * @param rate samples a second
 * @param samples usually from -1 to 1; not copied
 */
public record Waveform(int rate, float[] samples) {
  /** Below it there is no audio that anybody hears, above it no recorder. */
  static final int LEAST_RATE = 100;

  static final int MOST_RATE = 1_000_000;

  private static final int WAV_HEADER = 44;

  public Waveform {
    requireRate(rate);
    require(samples.length > 0, "the audio is empty: it has no samples; record or fetch it again");
  }

  /** The mean of an audio clip's channels. */
  public static Waveform mix(DecodedAudio audio) {
    float[][] channels = audio.channels();
    float[] mean = new float[channels[0].length];
    for (int i = 0; i < mean.length; i++) {
      double sum = 0;
      for (float[] channel : channels) {
        sum += channel[i];
      }
      mean[i] = (float) (sum / channels.length);
    }
    return new Waveform(audio.rate(), mean);
  }

  /** The same audio with another number of samples a second; see {@link Resampler}. */
  public Waveform at(int newRate) {
    return rate == newRate
        ? this
        : new Waveform(newRate, new Resampler(rate, newRate).apply(samples));
  }

  /** The same audio as a WAV file of 32-bit floating point, exactly. */
  public byte[] toWav() {
    int bytes = Math.multiplyExact(samples.length, Float.BYTES);
    ByteBuffer wav = ByteBuffer.allocate(Math.addExact(WAV_HEADER, bytes));
    wav.order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(US_ASCII)).putInt(WAV_HEADER - 8 + bytes);
    wav.put("WAVEfmt ".getBytes(US_ASCII)).putInt(16).putShort((short) 3).putShort((short) 1);
    wav.putInt(rate).putInt(rate * Float.BYTES).putShort((short) Float.BYTES).putShort((short) 32);
    wav.put("data".getBytes(US_ASCII)).putInt(bytes);
    wav.asFloatBuffer().put(samples);
    return wav.array();
  }

  static void requireRate(long rate) {
    require(
        rate >= LEAST_RATE && rate <= MOST_RATE,
        "the audio has a sampling rate of %d Hz, read are %d to %d Hz; is its header damaged?"
            .formatted(rate, LEAST_RATE, MOST_RATE));
  }

  static void requireLength(long samples, int rate, int mostSeconds) {
    require(
        samples <= (long) mostSeconds * rate,
        "the audio lasts %.1f seconds, more than the %d that are read; cut it, or set 'max-seconds' of its encoder"
            .formatted((double) samples / rate, mostSeconds));
  }
}
