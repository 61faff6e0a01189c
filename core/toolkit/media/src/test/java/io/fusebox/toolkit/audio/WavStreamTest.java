package io.fusebox.toolkit.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WAV as programs write it that cannot go back to its header, or count otherwise. */
class WavStreamTest {
  private static final Charset US = StandardCharsets.US_ASCII;
  private static final byte[] DATA = {0, 64, 0, -64, 0, 32};
  private static final float[] SAMPLES = {.5f, -.5f, .25f};
  private static final byte[] FMT = WavBytes.chunk("fmt ", mono(16).fmt(new byte[0]));
  private static final byte[] INFO = WavBytes.chunk("LIST", "INFOISFT".getBytes(US));

  private static WavBytes mono(int bits) {
    return WavBytes.of(WavBytes.INTEGER, bits, 1, 16_000);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        0, // VLC, GStreamer
        0xffff_ffffL, // ffmpeg, speech services
        0xffff_ffdbL,
        0x7fff_ffffL,
        0x7fff_f000L, // SoX
        0x7fff_efffL,
        0x8000_0000L, // arecord
        0x7fff_ffdbL
      })
  void aSizeThatWasNotKnownMeansToTheEnd(long size) {
    byte[] data = WavBytes.chunk("data", size, DATA);
    assertArrayEquals(SAMPLES, samples(WavBytes.riff(FMT, data)));
    assertArrayEquals(SAMPLES, samples(WavBytes.riff(FMT, INFO, data)));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 36, 49, 58, 0x7fff_ffffL, 0x7fff_f024L, 0x8000_0000L, 0xffff_ffffL})
  void theSizeOfTheWholeFileIsNotBelieved(long size) {
    byte[] file = WavBytes.riff(FMT, WavBytes.chunk("data", DATA), INFO);
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(4, (int) size);
    assertArrayEquals(SAMPLES, samples(file));
  }

  @Test
  void aSizeThatIsCutOffIsNoPlaceholder() {
    for (long size : new long[] {7, 8, 1_000_000, 0x7000_0000L, 0x9000_0000L, 0xf000_0000L}) {
      refused(WavBytes.riff(FMT, WavBytes.chunk("data", size, DATA)), "claims " + size + " bytes");
    }
  }

  @Test
  void noSamplesBeforeOtherChunksAreNoSamples() {
    refused(WavBytes.riff(FMT, WavBytes.chunk("data"), INFO), "empty");
    refused(WavBytes.riff(FMT, WavBytes.chunk("data")), "empty");
  }

  @Test
  void aPartOfAFrameAtTheEndIsLeftOut() {
    byte[] more = Arrays.copyOf(DATA, 7);
    assertArrayEquals(SAMPLES, samples(WavBytes.riff(FMT, WavBytes.chunk("data", more))));
    byte[] unknown = WavBytes.riff(FMT, WavBytes.chunk("data", 0xffff_ffffL, more));
    assertArrayEquals(SAMPLES, samples(Arrays.copyOf(unknown, unknown.length - 1)));
    byte[] stereo = WavBytes.of(1, 16, 2, 16_000).file(DATA);
    assertEquals(1, Wav.read(stereo).frames());
  }

  @Test
  void theByteThatPadsAnOddChunkMayBeMissing() {
    byte[] eight = WavBytes.chunk("fmt ", mono(8).fmt(new byte[0]));
    byte[] data = WavBytes.chunk("data", new byte[] {0, -128, 64});
    byte[] file = WavBytes.riff(eight, data);
    float[] samples = {-1, 0, -.5f};
    assertArrayEquals(samples, samples(Arrays.copyOf(file, file.length - 1)));
    byte[] odd = WavBytes.chunk("LIST", new byte[] {1, 2, 3});
    byte[] unpadded = Arrays.copyOf(odd, odd.length - 1);
    assertArrayEquals(samples, samples(WavBytes.riff(unpadded, eight, data)));
    assertArrayEquals(samples, samples(WavBytes.riff(eight, unpadded, data, unpadded)));
    odd[odd.length - 1] = 'x'; // padded with something else than zero
    assertArrayEquals(samples, samples(WavBytes.riff(odd, eight, odd, data)));
  }

  @Test
  void severalChunksOfSamplesAreRefused() {
    byte[] data = WavBytes.chunk("data", DATA);
    refused(WavBytes.riff(FMT, data, INFO, data), "several 'data' chunks");
  }

  @Test
  void bigEndianFilesAreReadAsSuch() {
    byte[] sixteen = {64, 0, -64, 0, 32, 0};
    assertArrayEquals(SAMPLES, samples(rifx(WavBytes.INTEGER, 16, sixteen)));
    byte[] three = {64, 0, 0, -64, 0, 0, 32, 0, 0};
    assertArrayEquals(SAMPLES, samples(rifx(WavBytes.INTEGER, 24, three)));
    byte[] single = ByteBuffer.allocate(4).putFloat(.3f).array();
    assertArrayEquals(new float[] {.3f}, samples(rifx(WavBytes.FLOAT, 32, single)));
  }

  private static byte[] rifx(int tag, int bits, byte[] data) {
    ByteBuffer file = ByteBuffer.allocate(44 + data.length);
    file.put("RIFX".getBytes(US)).putInt(36 + data.length).put("WAVEfmt ".getBytes(US)).putInt(16);
    file.putShort((short) tag).putShort((short) 1).putInt(16_000).putInt(16_000 * bits / 8);
    file.putShort((short) (bits / 8)).putShort((short) bits);
    return file.put("data".getBytes(US)).putInt(data.length).put(data).array();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RF64", "BW64"})
  void sizesOf64BitsAreFoundWhereTheyStand(String form) {
    assertArrayEquals(SAMPLES, samples(wide(form, DATA.length)));
    assertArrayEquals(SAMPLES, samples(wide(form, 0)), "written into a pipe");
    assertArrayEquals(SAMPLES, samples(wide(form, -1)), "written into a pipe");
    refused(wide(form, 5_000_000_000L), "'data' chunk claims 5000000000 bytes and 6 are there");
  }

  private static byte[] wide(String form, long size) {
    byte[] sizes = WavBytes.little(28).putLong(0).putLong(size).putLong(0).putInt(0).array();
    byte[] data = WavBytes.chunk("data", 0xffff_ffffL, DATA);
    byte[] file = WavBytes.riff(WavBytes.chunk("ds64", sizes), FMT, data);
    System.arraycopy(form.getBytes(US), 0, file, 0, 4);
    return file;
  }

  private static float[] samples(byte[] file) {
    return Wav.read(file).samples();
  }

  private static void refused(byte[] file, String part) {
    String message = assertThrows(FuseboxException.class, () -> Wav.read(file)).getMessage();
    assertTrue(message.contains(part), message);
  }
}
