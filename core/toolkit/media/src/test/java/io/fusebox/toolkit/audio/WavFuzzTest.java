package io.fusebox.toolkit.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.media.MediaLibrary;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever happens to a file's bytes: it is refused in our words, or it is an audio clip. */
class WavFuzzTest {
  private static final int FILES = 3000;
  private static final int HEADER = 72;

  @Test
  void mutatedFilesAreRefusedOrRead() {
    Random random = new Random(42);
    AudioDecoder decoder = new AudioDecoder(10, new NoLibrary());
    int refused = 0;
    for (int i = 0; i < FILES; i++) {
      byte[] file = mutated(sound(random), random);
      try {
        Waveform sound = decoder.decode(file);
        assertTrue(sound.samples().length > 0 && sound.samples().length <= file.length);
        for (float sample : sound.at(16_000).samples()) {
          assertTrue(Float.isFinite(sample));
        }
      } catch (FuseboxException e) {
        refused++;
      }
    }
    assertTrue(refused > FILES / 4 && refused < FILES, "refused " + refused);
  }

  @Test
  void wholeFilesOfEveryKindAreRead() {
    Random random = new Random(7);
    for (int i = 0; i < 100; i++) {
      Wav wav = Wav.read(sound(random));
      assertEquals(wav.frames(), wav.mono().samples().length);
    }
  }

  private static byte[] sound(Random random) {
    int bits = new int[] {8, 16, 24, 32, 32, 64}[random.nextInt(6)];
    int tag = bits == 64 || bits == 32 && random.nextBoolean() ? WavBytes.FLOAT : WavBytes.INTEGER;
    int channels = 1 + random.nextInt(4);
    int[] rates = {8000, 11_025, 16_000, 44_100};
    WavBytes wav = WavBytes.of(tag, bits, channels, rates[random.nextInt(4)]);
    byte[] data = new byte[(1 + random.nextInt(50)) * wav.frame()];
    if (tag == WavBytes.INTEGER) {
      random.nextBytes(data);
    }
    return random.nextBoolean() ? wav.file(data) : wav.extensible(data);
  }

  private static byte[] mutated(byte[] file, Random random) {
    byte[] bytes = file.clone();
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      int at = random.nextInt(Math.min(HEADER, bytes.length));
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) 0xff);
        default -> bytes = Arrays.copyOf(bytes, Math.max(1, random.nextInt(bytes.length + 1)));
      }
    }
    return bytes;
  }

  /** As if no library were installed. */
  private static final class NoLibrary implements MediaLibrary {
    @Override
    public io.fusebox.toolkit.media.Video openVideo(java.nio.file.Path file) {
      throw new FuseboxException("no library");
    }

    @Override
    public io.fusebox.toolkit.media.DecodedAudio decodeAudio(
        java.nio.file.Path file, double mostSeconds) {
      throw new FuseboxException("no library");
    }
  }
}
