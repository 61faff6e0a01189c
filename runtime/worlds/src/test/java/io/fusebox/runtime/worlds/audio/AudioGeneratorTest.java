package io.fusebox.runtime.worlds.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AudioGeneratorTest {
  private static GeneratedAudio alone(PitchMotion motion) {
    Note note = new Note(Timbre.PURE, motion, 400, 1, 1, 0.5);
    return new AudioGenerator(new Random(1)).compose(List.of(note), 1);
  }

  /** How often a second the audio goes up through zero, from {@code from} to {@code to} seconds. */
  private static double pitch(GeneratedAudio recording, double from, double to) {
    float[] samples = recording.samples();
    int crossings = 0;
    for (int i = (int) (from * GeneratedAudio.RATE) + 1; i < to * GeneratedAudio.RATE; i++) {
      // A little hysteresis, so that noise is not counted.
      crossings += samples[i - 1] < 0 && samples[i] >= 0 ? 1 : 0;
    }
    return crossings / (to - from);
  }

  @Test
  void aPitchGoesWhereItsMotionSays() {
    assertEquals(400, pitch(alone(PitchMotion.STEADY), 0.1, 0.9), 25);
    assertTrue(
        pitch(alone(PitchMotion.RISING), 0.7, 0.95)
            > 1.4 * pitch(alone(PitchMotion.RISING), 0.05, 0.3));
    assertTrue(
        pitch(alone(PitchMotion.FALLING), 0.05, 0.3)
            > 1.4 * pitch(alone(PitchMotion.FALLING), 0.7, 0.95));
  }

  @Test
  void everySampleIsToldByTheNoteThatIsHeard() {
    Note hiss = new Note(Timbre.HISS, PitchMotion.STEADY, 400, 0, 0.5, 0.5);
    GeneratedAudio recording = new AudioGenerator(new Random(2)).compose(List.of(hiss), 1);
    int heard = 0;
    for (int i = 0; i < GeneratedAudio.RATE; i++) {
      boolean silent = recording.timbre(i) == 0;
      heard += silent ? 0 : 1;
      assertEquals(silent ? 0 : 1 + Timbre.HISS.ordinal(), recording.timbre(i));
      assertEquals(silent ? 0 : 1 + PitchMotion.STEADY.ordinal(), recording.motion(i));
    }
    assertEquals(GeneratedAudio.RATE / 2, heard, 1);
  }

  @Test
  void aSeedGivesTheSameAudioOfTheLengthThatIsAskedFor() {
    GeneratedAudio one = new AudioGenerator(new Random(3)).compose(1.5);
    assertEquals(24_000, one.samples().length);
    assertArrayEquals(one.samples(), new AudioGenerator(new Random(3)).compose(1.5).samples());
  }

  @Test
  void noiseThatMovesIsRefused() {
    assertThrows(
        FuseboxException.class, () -> new Note(Timbre.HISS, PitchMotion.RISING, 400, 1, 1, 1));
  }
}
