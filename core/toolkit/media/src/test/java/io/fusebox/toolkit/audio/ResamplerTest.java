package io.fusebox.toolkit.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.fusebox.api.FuseboxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {
  /** Rates that divide one another, that share a divisor, and that share none. */
  @ParameterizedTest
  @CsvSource({
    "8000, 16000",
    "48000, 16000",
    "44100, 16000",
    "11025, 16000",
    "44101, 16000",
    "16000, 44100",
    "15999, 16000",
    "1000000, 16000",
    "192000, 16000",
    "999983, 16000",
    "100, 16000"
  })
  void aToneStaysTheToneThatItIs(int from, int to) {
    double hertz = Math.min(from, to) / 20.0;
    float[] resampled = new Resampler(from, to).apply(tone(hertz, from, from / 2));
    float[] expected = tone(hertz, to, resampled.length);
    int margin = resampled.length / 4; // beyond the ends there is silence, which is heard inside
    for (int i = margin; i < resampled.length - margin; i++) {
      assertEquals(expected[i], resampled[i], 0.01, "sample " + i);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "8000, 16000, 3, 6",
    "44100, 16000, 1, 1",
    "44100, 16000, 441, 160",
    "44100, 16000, 442, 161",
    "48000, 16000, 4, 2",
    "100, 16000, 1, 160"
  })
  void theLengthIsRoundedUp(int from, int to, int old, int expected) {
    assertEquals(expected, new Resampler(from, to).apply(new float[old]).length);
  }

  @Test
  void theSameRateIsACopy() {
    float[] sound = {0.5f, -0.5f};
    float[] same = new Resampler(16_000, 16_000).apply(sound);
    assertNotSame(sound, same);
    assertArrayEquals(sound, same);
  }

  @Test
  void refusesRatesThatNoAudioHas() {
    assertThrows(FuseboxException.class, () -> new Resampler(1, 16_000));
    assertThrows(FuseboxException.class, () -> new Resampler(10_000_000, 16_000));
  }

  private static float[] tone(double hertz, int rate, int samples) {
    float[] tone = new float[samples];
    for (int i = 0; i < samples; i++) {
      tone[i] = (float) Math.sin(2 * Math.PI * hertz * i / rate);
    }
    return tone;
  }
}
