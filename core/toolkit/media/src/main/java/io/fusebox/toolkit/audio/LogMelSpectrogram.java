package io.fusebox.toolkit.audio;

import static io.fusebox.api.settings.Settings.require;

import java.util.Arrays;

/**
 * The spectrogram that Whisper hears (Radford et al. 2022): audio clips of one length, power in
 * Slaney's mel bands up to 8 kHz, logarithms of base 10, at most 8 below the audio's own maximum,
 * scaled to about -1 to 1. Frames are centred, the audio reflected at both ends; the last one is
 * dropped.
 */
public final class LogMelSpectrogram {
  private static final double HIGHEST_HZ = 8000;
  private static final double LEAST_POWER = 1e-10;
  private static final double RANGE = 8;

  private final int samples;
  private final int hop;
  private final double[] window;
  private final FourierTransform transform;
  private final MelFilters filters;

  /**
   * Describes a spectrogram.
   *
   * @param rate samples a second
   * @param samples how many samples an audio clip has; others are cut, or filled up with silence
   * @param window the length of a frame in samples
   * @param hop how many samples lie between the starts of two frames
   * @param mels the number of mel bands
   */
  public LogMelSpectrogram(int rate, int samples, int window, int hop, int mels) {
    require(
        window >= 2 && window / 2 < samples && hop >= 1 && hop <= samples && mels >= 1,
        "%d mel bands of frames of %d samples, every %d samples, cannot be made of audio clips of %d samples"
            .formatted(mels, window, hop, samples));
    this.samples = samples;
    this.hop = hop;
    this.window = HannWindow.periodic(window);
    this.transform = new FourierTransform(window);
    this.filters = MelFilters.slaney(mels, transform.bins(), rate, HIGHEST_HZ);
  }

  /** The number of frames of every audio clip. */
  public int frames() {
    return samples / hop;
  }

  /** How many frames begin in an audio clip of so many samples, before it is filled up. */
  public int frames(long audio) {
    return (int) Math.min(frames(), (audio + hop - 1) / hop);
  }

  /** The number of samples of every audio clip. */
  public int samples() {
    return samples;
  }

  /** The number of mel bands. */
  public int mels() {
    return filters.size();
  }

  /**
   * The spectrogram of one audio clip.
   *
   * @return {@code [mels, frames]}, row by row
   */
  public float[] of(float[] audio) {
    float[] padded = Arrays.copyOf(audio, samples);
    int frames = frames();
    double[] logs = new double[mels() * frames];
    double most = Math.log10(LEAST_POWER);
    for (int frame = 0; frame < frames; frame++) {
      double[] power = transform.power(windowed(padded, frame * hop - window.length / 2));
      for (int mel = 0; mel < mels(); mel++) {
        double log = Math.log10(Math.max(LEAST_POWER, filters.apply(mel, power)));
        logs[mel * frames + frame] = log;
        most = Math.max(most, log);
      }
    }
    float[] scaled = new float[logs.length];
    for (int i = 0; i < logs.length; i++) {
      scaled[i] = (float) ((Math.max(logs[i], most - RANGE) + 4) / 4);
    }
    return scaled;
  }

  private double[] windowed(float[] audio, int from) {
    double[] frame = new double[window.length];
    for (int i = 0; i < frame.length; i++) {
      frame[i] = window[i] * audio[reflected(from + i)];
    }
    return frame;
  }

  /** The first and the last sample are mirrors, and are not repeated. */
  private int reflected(int at) {
    int inside = Math.abs(at);
    return inside < samples ? inside : 2 * (samples - 1) - inside;
  }
}
