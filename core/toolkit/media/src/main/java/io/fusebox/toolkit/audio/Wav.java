package io.fusebox.toolkit.audio;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.FuseboxException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A WAV file: integers of 8, 16, 24 and 32 bits, floating point of 32 and 64 bits, plain or {@code
 * WAVE_FORMAT_EXTENSIBLE}, any number of channels, of both byte orders. Nothing is allocated before
 * the header was checked against the bytes that are there.
 */
public final class Wav {
  private static final Logger LOG = LoggerFactory.getLogger(Wav.class);

  private final WavFormat format;
  private final ByteBuffer data;

  private Wav(WavFormat format, ByteBuffer data) {
    this.format = format;
    this.data = data;
  }

  /** Whether the bytes begin as a WAV file does. */
  public static boolean is(byte[] file) {
    return Riff.isWave(file);
  }

  /**
   * Reads the header; the samples stay where they are.
   *
   * @param file bytes that {@link #is} knows, from an untrusted source; not copied
   * @throws FuseboxException when the file is damaged or empty, or its samples are of a type that
   *     is not read
   */
  public static Wav read(byte[] file) {
    Riff riff = Riff.open(file);
    Wav wav = new Wav(WavFormat.read(riff.format()), riff.samples());
    require(
        wav.data.limit() > 0, "the audio is empty: it has no samples; record or fetch it again");
    wav.requireFrames();
    return wav;
  }

  /** A recorder that was stopped in the middle of a frame leaves a part of it. */
  private void requireFrames() {
    int rest = data.limit() % format.frameBytes();
    require(
        frames() > 0,
        "the WAV file is cut off: its %d bytes of samples are less than the %d of a frame; fetch or record it again"
            .formatted(data.limit(), format.frameBytes()));
    if (rest > 0) {
      LOG.warn("the WAV file ends within a frame: its last {} bytes are left out", rest);
    }
  }

  public int rate() {
    return format.rate();
  }

  public int channels() {
    return format.channels();
  }

  /** The number of samples of each channel. */
  public int frames() {
    return data.limit() / format.frameBytes();
  }

  /** All samples, {@code [frames, channels]} row by row; integers become numbers from -1 to 1. */
  public float[] samples() {
    float[] samples = new float[Math.multiplyExact(frames(), channels())];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = sample(i);
    }
    return samples;
  }

  /** One channel: the mean of all. */
  public Waveform mono() {
    float[] mono = new float[frames()];
    for (int i = 0; i < mono.length; i++) {
      double sum = 0;
      for (int c = 0; c < channels(); c++) {
        sum += sample(i * channels() + c);
      }
      mono[i] = (float) (sum / channels());
    }
    return new Waveform(rate(), mono);
  }

  private float sample(int i) {
    float sample = format.type().read(data, i * format.type().bytes());
    if (!Float.isFinite(sample)) {
      throw new FuseboxException(
          "the WAV file holds %s as sample %d; record or convert it again".formatted(sample, i));
    }
    return sample;
  }
}
