package io.fusebox.toolkit.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WavTest {
  private static final byte[] FOUR = {0, 0, 0, (byte) 128};

  private static float[] samples(byte[] file) {
    return Wav.read(file).samples();
  }

  private static WavBytes mono(int tag, int bits) {
    return WavBytes.of(tag, bits, 1, 16_000);
  }

  @Test
  void integersOfEveryWidth() {
    byte max = 127;
    byte all = -1;
    byte min = -128;
    assertArrayEquals(
        new float[] {-1, 0, 127 / 128f}, samples(mono(1, 8).file((byte) 0, min, all)));
    assertArrayEquals(
        new float[] {-1, 32767 / 32768f, -1 / 32768f},
        samples(mono(1, 16).file((byte) 0, min, all, max, all, all)));
    assertArrayEquals(
        new float[] {-1, 8388607 / 8388608f, -1 / 8388608f},
        samples(mono(1, 24).file(new byte[] {0, 0, min, all, all, max, all, all, all})));
    assertArrayEquals(new float[] {-1}, samples(mono(1, 32).file(FOUR)));
  }

  @Test
  void floatingPointOfBothWidths() {
    byte[] single = WavBytes.little(8).putFloat(0.1f).putFloat(-1.5f).array();
    assertArrayEquals(new float[] {0.1f, -1.5f}, samples(mono(3, 32).file(single)));
    byte[] twice = WavBytes.little(8).putDouble(0.1).array();
    assertArrayEquals(new float[] {0.1f}, samples(mono(3, 64).file(twice)));
  }

  @Test
  void extensibleFilesAreWhatTheirSubFormatSays() {
    assertArrayEquals(new float[] {-1}, samples(mono(1, 32).extensible(FOUR)));
    byte[] single = WavBytes.little(4).putFloat(0.25f).array();
    assertArrayEquals(new float[] {0.25f}, samples(mono(3, 32).extensible(single)));
    byte[] other = mono(1, 32).extensible(FOUR);
    other[50] ^= 1; // within the GUID
    refused(other, "format 0xfffe");
  }

  @Test
  void oneChannelIsTheMeanOfAll() {
    byte[] data = WavBytes.little(24).putFloat(1).putFloat(2).putFloat(6).putFloat(-1).array();
    Wav wav = Wav.read(WavBytes.of(3, 32, 3, 44_100).file(data));
    assertEquals(2, wav.frames());
    assertEquals(3, wav.channels());
    assertEquals(44_100, wav.rate());
    assertArrayEquals(new float[] {3, -1 / 3f}, wav.mono().samples());
  }

  @Test
  void otherChunksAreSkippedWithTheirPaddingAndWhatComesAfterIsIgnored() {
    byte[] odd = WavBytes.chunk("LIST", new byte[] {1, 2, 3});
    byte[] fmt = WavBytes.chunk("fmt ", mono(1, 8).fmt(new byte[0]));
    byte[] data = WavBytes.chunk("data", new byte[] {0, -1, 0});
    byte[] file = WavBytes.riff(odd, fmt, odd, data, odd);
    assertEquals(3, samples(Arrays.copyOf(file, file.length + 5)).length);
  }

  @Test
  void refusesHeadersThatLie() {
    byte[] file = WavBytes.silence(100);
    refused(Arrays.copyOf(file, file.length - 1), "cut off");
    refused(changed(file, 40, 202), "'data' chunk claims 202 bytes and 200");
    refused(changed(file, 16, 2_000_000), "'fmt ' chunk claims");
    refused(changed(file, 16, 14), "expected at least 16");
    refused(new WavBytes(1, 0, 16_000, 2, 16).file(new byte[4]), "0 channels");
    refused(new WavBytes(1, 2, 16_000, 2, 16).file(new byte[4]), "contradicts itself");
    refused(new WavBytes(0xfffe, 1, 16_000, 2, 16).file(new byte[4]), "expected at least 40");
    refused(mono(1, 16).file(new byte[1]), "less than the 2 of a frame");
  }

  @Test
  void refusesRatesThatNoAudioHas() {
    for (long rate : new long[] {0, 1, 99, 1_000_001, 10_000_000, 4_294_967_295L}) {
      refused(WavBytes.of(1, 16, 1, rate).file(new byte[4]), "sampling rate");
    }
  }

  @Test
  void refusesSamplesThatItDoesNotRead() {
    refused(mono(1, 12).file(new byte[4]), "format 0x0001 with 12 bits");
    refused(mono(7, 8).file(new byte[4]), "format 0x0007 with 8 bits");
    refused(mono(3, 16).file(new byte[4]), "floating point of 32 or 64");
    byte[] data = WavBytes.little(4).putFloat(Float.NaN).array();
    byte[] file = mono(3, 32).file(data);
    String message = assertThrows(FuseboxException.class, () -> Wav.read(file).mono()).getMessage();
    assertTrue(message.contains("NaN"), message);
  }

  @Test
  void refusesFilesWithoutAudio() {
    refused(WavBytes.silence(0), "empty");
    refused(WavBytes.riff(WavBytes.chunk("data", FOUR)), "no 'fmt ' chunk");
    byte[] fmt = WavBytes.chunk("fmt ", mono(1, 8).fmt(new byte[0]));
    refused(WavBytes.riff(fmt), "no 'data' chunk");
  }

  private static byte[] changed(byte[] file, int at, int value) {
    byte[] copy = file.clone();
    ByteBuffer.wrap(copy).order(java.nio.ByteOrder.LITTLE_ENDIAN).putInt(at, value);
    return copy;
  }

  private static void refused(byte[] file, String part) {
    String message = assertThrows(FuseboxException.class, () -> Wav.read(file)).getMessage();
    assertTrue(message.contains(part), message);
  }
}
