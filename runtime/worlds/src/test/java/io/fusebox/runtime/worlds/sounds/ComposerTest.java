package io.fusebox.runtime.worlds.sounds;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ComposerTest {
  private static Recording alone(Motion motion) {
    Note note = new Note(Timbre.PURE, motion, 400, 1, 1, 0.5);
    return new Composer(new Random(1)).compose(List.of(note), 1);
  }

  /** How often a second the sound goes up through zero, from {@code from} to {@code to} seconds. */
  private static double pitch(Recording recording, double from, double to) {
    float[] samples = recording.samples();
    int crossings = 0;
    for (int i = (int) (from * Recording.RATE) + 1; i < to * Recording.RATE; i++) {
      // A little hysteresis, so that noise is not counted.
      crossings += samples[i - 1] < 0 && samples[i] >= 0 ? 1 : 0;
    }
    return crossings / (to - from);
  }

  @Test
  void aPitchGoesWhereItsMotionSays() {
    assertEquals(400, pitch(alone(Motion.STEADY), 0.1, 0.9), 25);
    assertTrue(
        pitch(alone(Motion.RISING), 0.7, 0.95) > 1.4 * pitch(alone(Motion.RISING), 0.05, 0.3));
    assertTrue(
        pitch(alone(Motion.FALLING), 0.05, 0.3) > 1.4 * pitch(alone(Motion.FALLING), 0.7, 0.95));
  }

  @Test
  void everySampleIsToldByTheNoteThatIsHeard() {
    Note hiss = new Note(Timbre.HISS, Motion.STEADY, 400, 0, 0.5, 0.5);
    Recording recording = new Composer(new Random(2)).compose(List.of(hiss), 1);
    int heard = 0;
    for (int i = 0; i < Recording.RATE; i++) {
      boolean silent = recording.timbre(i) == 0;
      heard += silent ? 0 : 1;
      assertEquals(silent ? 0 : 1 + Timbre.HISS.ordinal(), recording.timbre(i));
      assertEquals(silent ? 0 : 1 + Motion.STEADY.ordinal(), recording.motion(i));
    }
    assertEquals(Recording.RATE / 2, heard, 1);
  }

  @Test
  void aSeedGivesTheSameSoundOfTheLengthThatIsAskedFor() {
    Recording one = new Composer(new Random(3)).compose(1.5);
    assertEquals(24_000, one.samples().length);
    assertArrayEquals(one.samples(), new Composer(new Random(3)).compose(1.5).samples());
  }

  @Test
  void noiseThatMovesIsRefused() {
    assertThrows(FuseboxException.class, () -> new Note(Timbre.HISS, Motion.RISING, 400, 1, 1, 1));
  }
}
