package io.fusebox.runtime.worlds.audio;

import java.util.List;
import java.util.Random;

/** Makes audio clips of notes and pauses, with some noise. */
public final class AudioGenerator {
  private static final double LOWEST = 130;
  private static final double HIGHEST = 800;
  private static final double LEAST_OCTAVES = 0.4;
  private static final double MOST_OCTAVES = 1.2;
  private static final double LONGEST_PAUSE = 0.2;
  private static final double SHORTEST = 0.25;
  private static final double LONGEST = 0.6;
  private static final double MOST_NOISE = 0.02;

  private final Random random;

  public AudioGenerator(Random random) {
    this.random = random;
  }

  /** Random notes, one after another, until the time is over. */
  public GeneratedAudio compose(double seconds) {
    GeneratedAudio recording = new GeneratedAudio((int) (seconds * GeneratedAudio.RATE));
    while (recording.left() > 0) {
      recording.pause(LONGEST_PAUSE * random.nextDouble());
      Timbre timbre = any(Timbre.values());
      recording.play(
          note(timbre, timbre.pitched() ? any(PitchMotion.values()) : PitchMotion.STEADY), random);
    }
    recording.noise(MOST_NOISE * random.nextDouble(), random);
    return recording;
  }

  /** These notes, spread over the time as it comes. */
  public GeneratedAudio compose(List<Note> notes, double seconds) {
    GeneratedAudio recording = new GeneratedAudio((int) (seconds * GeneratedAudio.RATE));
    double busy = notes.stream().mapToDouble(Note::seconds).sum();
    double pause = Math.max(0, seconds - busy) / (notes.size() + 1);
    for (Note note : notes) {
      recording.pause(2 * pause * random.nextDouble());
      recording.play(note, random);
    }
    recording.noise(MOST_NOISE * random.nextDouble(), random);
    return recording;
  }

  /** A note of random pitch, length and loudness. */
  public Note note(Timbre timbre, PitchMotion motion) {
    return new Note(
        timbre,
        motion,
        LOWEST * Math.pow(HIGHEST / LOWEST, random.nextDouble()),
        between(LEAST_OCTAVES, MOST_OCTAVES),
        between(SHORTEST, LONGEST),
        between(0.1, 0.4));
  }

  private double between(double least, double most) {
    return least + (most - least) * random.nextDouble();
  }

  private <T> T any(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
