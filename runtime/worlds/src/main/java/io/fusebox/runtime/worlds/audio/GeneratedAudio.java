package io.fusebox.runtime.worlds.audio;

import java.util.Random;

/** An audio clip in the making, and which note is heard at each of its samples. */
public final class GeneratedAudio {
  /** Samples a second. */
  public static final int RATE = 16_000;

  /** How long a note swells and fades, in seconds. */
  private static final double EDGE = 0.012;

  private final float[] samples;
  private final Note[] heard;
  private int end;

  /** Silence. */
  GeneratedAudio(int length) {
    this.samples = new float[length];
    this.heard = new Note[length];
  }

  /** How many samples are left. */
  int left() {
    return samples.length - end;
  }

  void pause(double seconds) {
    end = Math.min(samples.length, end + (int) (seconds * RATE));
  }

  /** Adds a note, or as much of it as there is room for. */
  void play(Note note, Random random) {
    int length = (int) (note.seconds() * RATE);
    double phase = 0;
    for (int i = 0; i < length && end < samples.length; i++, end++) {
      double seconds = (double) i / RATE;
      double pitch =
          note.pitch() * note.motion().factor((double) i / length, seconds, note.octaves());
      phase += 2 * Math.PI * pitch / RATE;
      double swell = Math.min(1, Math.min(seconds, note.seconds() - seconds) / EDGE);
      double sample = note.timbre().sample(phase, (int) (RATE / 2 / pitch), random);
      samples[end] = (float) (note.loudness() * swell * sample);
      heard[end] = note;
    }
  }

  /** Adds normal noise everywhere. */
  void noise(double strength, Random random) {
    for (int i = 0; i < samples.length; i++) {
      samples[i] += (float) (strength * random.nextGaussian());
    }
  }

  /** All samples, from -1 to 1 or a little beyond; not copied. */
  public float[] samples() {
    return samples;
  }

  /** The class of the timbre at a sample; 0 = silence. */
  public int timbre(int sample) {
    return heard[sample] == null ? 0 : 1 + heard[sample].timbre().ordinal();
  }

  /** The class of the motion at a sample; 0 = silence. */
  public int motion(int sample) {
    return heard[sample] == null ? 0 : 1 + heard[sample].motion().ordinal();
  }
}
