package io.fusebox.runtime.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.media.DecodedAudio;
import io.fusebox.toolkit.media.MediaLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudioTrackDecoderTest {
  private final MediaLibrary library = MediaLibrary.installed();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "tone.flac, false",
    "tone.mp3, false",
    "tone.ogg, false",
    "tone.wav, false",
    "video.mp4, true",
    "video.avi, true"
  })
  void aToneIsHeardAsItIs(String name, boolean images) throws IOException {
    DecodedAudio sound = library.decodeAudio(Clips.sound(folder.resolve(name), images), 10);
    assertEquals(16_000, sound.rate());
    assertEquals(name.endsWith(".ogg") ? 2 : 1, sound.channels().length);
    float[] samples = sound.channels()[0];
    assertEquals(16_000, samples.length, 3_000, "a codec may pad");
    // In the middle half second, beyond what codecs add at the ends.
    assertEquals(440, crossings(Arrays.copyOfRange(samples, 4_000, 12_000)), 4);
    assertEquals(16_000 / 32_768f, peak(samples), 0.1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tone.flac", "tone.wav", "tone.au", "tone.caf", "tone.aiff", "tone.w64"})
  void whatLosesNothingIsHeardExactly(String name) throws IOException {
    DecodedAudio sound = library.decodeAudio(Clips.sound(folder.resolve(name), false), 10);
    short[] tone = Clips.tone();
    assertEquals(tone.length, sound.channels()[0].length);
    for (int i = 0; i < tone.length; i++) {
      assertEquals(tone[i] / 32_768f, sound.channels()[0][i], 0, "sample " + i);
    }
  }

  /** Behind what the codec adds in front, each sample is near what was recorded. */
  @ParameterizedTest
  @CsvSource({"tone.mp3, false, 0.05", "tone.ogg, false, 0.05", "video.mp4, true, 0.05"})
  void whatLosesALittleIsHeardNearly(String name, boolean images, double most) throws IOException {
    float[] heard =
        library.decodeAudio(Clips.sound(folder.resolve(name), images), 10).channels()[0];
    short[] tone = Clips.tone();
    double best = Double.MAX_VALUE;
    for (int delay = 0; delay <= heard.length - 12_000; delay++) {
      double error = 0;
      for (int i = 4_000; i < 12_000; i++) {
        double difference = heard[i + delay] - tone[i] / 32_768.0;
        error += difference * difference;
      }
      best = Math.min(best, Math.sqrt(error / 8_000));
    }
    assertEquals(0, best, most * 16_000 / 32_768);
  }

  @ParameterizedTest
  @ValueSource(strings = {"long.flac", "long.mp3", "long.mp4"})
  void ofALongAudioNoMoreIsDecodedThanAskedFor(String name) throws IOException {
    DecodedAudio sound = library.decodeAudio(Clips.silence(folder.resolve(name), 3_600), 61);
    assertEquals(61 * 8_000, sound.channels()[0].length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tone.flac",
        "tone.mp3",
        "tone.ogg",
        "tone.au",
        "tone.aiff",
        "tone.w64",
        "tone.m4a",
        "tone.wma",
        "tone.caf",
        "video.mp4",
        "video.avi"
      })
  void audioThatIsCutOffIsRefused(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(Clips.sound(folder.resolve(name), name.startsWith("v")));
    for (int percent = 0; percent < 60; percent += 5) {
      refused(
          Files.write(
              folder.resolve("cut-" + name), Arrays.copyOf(bytes, bytes.length * percent / 100)),
          "cut-" + name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tone.flac", "tone.mp3", "tone.ogg"})
  void audioThatIsDamagedInItsMiddleIsRefused(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(Clips.sound(folder.resolve(name), false));
    Arrays.fill(bytes, bytes.length / 3, bytes.length * 2 / 3, (byte) 0);
    refused(Files.write(folder.resolve("zeros-" + name), bytes), "damaged");
  }

  /** Nothing is filled in afterwards, so that the beginning says no length. */
  @ParameterizedTest
  @CsvSource({"tone.flac, flac", "tone.mp3, mp3", "tone.ogg, ogg", "tone.au, au"})
  void whatWasWrittenIntoAPipeIsHeard(String name, String format) throws IOException {
    Path piped = Clips.pipedSound(folder.resolve(name), format);
    assertEquals(16_000, library.decodeAudio(piped, 10).channels()[0].length, 3_000);
  }

  @Test
  void laterAudioIsNotDecoded() throws IOException {
    DecodedAudio sound = library.decodeAudio(Clips.sound(folder.resolve("tone.flac"), false), 0.25);
    assertEquals(4_000, sound.channels()[0].length);
  }

  @Test
  void whatHoldsNoAudioIsRefusedByName() throws IOException {
    refused(Clips.video(folder.resolve("silent.mp4"), 10, 10), "no audio");
    refused(Files.writeString(folder.resolve("text.mp3"), "no audio ".repeat(99)), "text.mp3");
    refused(Files.createFile(folder.resolve("empty.flac")), "empty.flac");
  }

  private void refused(Path file, String words) {
    String message =
        assertThrows(FuseboxException.class, () -> library.decodeAudio(file, 10)).getMessage();
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

  /** Two tracks of FLAC: silence, and a tone that is marked as the default. */
  @Test
  void theDefaultTrackIsHeard() throws IOException {
    Path file = folder.resolve("two.mka");
    try (InputStream two = getClass().getResourceAsStream("second-track-default.mka")) {
      Files.copy(two, file);
    }
    DecodedAudio heard = AudioTrackDecoder.decode(file, 10);
    assertEquals(8_000, heard.rate());
    float[] tone = heard.channels()[0];
    assertEquals(1_600, tone.length);
    assertTrue(Math.abs(tone[4]) > 0.05f, "found silence");
  }
}
