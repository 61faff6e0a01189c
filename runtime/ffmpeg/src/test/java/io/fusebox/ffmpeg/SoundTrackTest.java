package io.fusebox.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.FuseboxException;
import io.fusebox.media.MediaLibrary;
import io.fusebox.media.Sound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoundTrackTest {
  private final MediaLibrary library = MediaLibrary.installed();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"tone.flac, false", "tone.mp3, false", "tone.wav, false", "film.mp4, true"})
  void aToneIsHeardAsItIs(String name, boolean pictures) throws IOException {
    Sound sound = library.sound(Clips.sound(folder.resolve(name), pictures), 10);
    assertEquals(16_000, sound.rate());
    assertEquals(1, sound.channels().length);
    float[] samples = sound.channels()[0];
    assertEquals(16_000, samples.length, 3_000, "a codec may pad");
    // In the middle half second, beyond what codecs add at the ends.
    assertEquals(440, crossings(Arrays.copyOfRange(samples, 4_000, 12_000)), 4);
    assertEquals(16_000 / 32_768f, peak(samples), 0.1);
  }

  @Test
  void laterSoundIsNotDecoded() throws IOException {
    Sound sound = library.sound(Clips.sound(folder.resolve("tone.flac"), false), 0.25);
    assertEquals(4_000, sound.channels()[0].length);
  }

  @Test
  void whatHoldsNoSoundIsRefusedByName() throws IOException {
    refused(Clips.film(folder.resolve("silent.mp4"), 10, 10), "no sound");
    refused(Files.writeString(folder.resolve("text.mp3"), "no sound ".repeat(99)), "text.mp3");
    refused(Files.createFile(folder.resolve("empty.flac")), "empty.flac");
  }

  private void refused(Path file, String words) {
    String message =
        assertThrows(FuseboxException.class, () -> library.sound(file, 10)).getMessage();
    assertTrue(message.contains(words), message);
  }

  private static int crossings(float[] samples) {
    int count = 0;
    for (int i = 1; i < samples.length; i++) {
      count += samples[i - 1] < 0 != samples[i] < 0 ? 1 : 0;
    }
    return count;
  }

  private static float peak(float[] samples) {
    float peak = 0;
    for (float sample : samples) {
      peak = Math.max(peak, Math.abs(sample));
    }
    return peak;
  }
}
