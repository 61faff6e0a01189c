package io.fusebox.toolkit.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.media.DecodedAudio;
import io.fusebox.toolkit.media.MediaLibrary;
import io.fusebox.toolkit.media.Video;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AudioDecoderTest {
  /** A library that reads each byte as a sample of both channels, one of them twice as loud. */
  private record Bytes(List<Path> files) implements MediaLibrary {
    @Override
    public Video openVideo(Path file) {
      throw new UnsupportedOperationException();
    }

    @Override
    public DecodedAudio decodeAudio(Path file, double mostSeconds) {
      files.add(file);
      try {
        byte[] bytes = Files.readAllBytes(file);
        int length = (int) Math.min(bytes.length, mostSeconds * 100);
        float[][] channels = new float[2][length];
        for (int i = 0; i < length; i++) {
          channels[0][i] = bytes[i];
          channels[1][i] = 2 * bytes[i];
        }
        return new DecodedAudio(channels, 100);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void wavIsReadWithoutTheLibrary() {
    Bytes library = new Bytes(new ArrayList<>());
    Waveform sound = new AudioDecoder(1, library).decode(WavBytes.silence(16_000));
    assertEquals(16_000, sound.samples().length);
    assertEquals(List.of(), library.files());
  }

  @Test
  void otherFormatsAreTheLibrarysAndLeaveNothingBehind() {
    Bytes library = new Bytes(new ArrayList<>());
    Waveform sound = new AudioDecoder(1, library).decode(new byte[] {2, 4});
    assertEquals(100, sound.rate());
    assertArrayEquals(new float[] {3, 6}, sound.samples());
    assertFalse(Files.exists(library.files().get(0)));
  }

  @Test
  void longClipsAreRefused() {
    AudioDecoder decoder = new AudioDecoder(2, new Bytes(new ArrayList<>()));
    refused(() -> decoder.decode(WavBytes.silence(32_001)), "max-seconds");
    refused(() -> decoder.decode(new byte[100_000]), "max-seconds");
    assertEquals(200, decoder.decode(new byte[200]).samples().length);
  }

  @Test
  void withoutALibraryTheWayOutIsNamed() {
    // None lies on the class path of core's own tests.
    AudioDecoder decoder = new AudioDecoder(2);
    refused(() -> decoder.decode(new byte[] {'I', 'D', '3'}), "without ffmpeg");
    refused(() -> decoder.decode(new byte[0]), "empty");
  }

  @Test
  void refusesBoundsThatAreNone() {
    refused(() -> new AudioDecoder(0), "1 to 3600");
    refused(() -> new AudioDecoder(1_000_000), "1 to 3600");
  }

  private static void refused(Runnable action, String part) {
    String message = assertThrows(FuseboxException.class, action::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}
