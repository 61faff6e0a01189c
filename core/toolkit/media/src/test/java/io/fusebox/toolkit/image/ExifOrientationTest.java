package io.fusebox.toolkit.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.fusebox.api.encoder.Orientation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Photographs say how they are to be turned; what Pillow makes of the same bytes is expected. */
class ExifOrientationTest {
  private static final int SHORT = 3;
  private static final int LONG = 4;

  static Stream<Function<byte[], byte[]>> formats() {
    return Stream.of(Photographs::jpeg, Photographs::png, Photographs::webp);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void everyOrientationIsHeeded(Function<byte[], byte[]> format) {
    for (int orientation = 0; orientation <= 9; orientation++) {
      byte[] file = format.apply(tiff(ByteOrder.LITTLE_ENDIAN, SHORT, 1, orientation));
      Pixels stored = new ImageDecoder(Orientation.STORED).decode(file);
      Pixels upright = new ImageDecoder().decode(file);
      assertEquals(37, stored.width());
      assertEquals(orientation >= 5 && orientation <= 8 ? 29 : 37, upright.width());
      assertArrayEquals(Transpose.ofExif(orientation).apply(stored).rgb(), upright.rgb());
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void theNameOfTheBlockMayStandInFrontOfItEverywhere(Function<byte[], byte[]> format) {
    byte[] tiff = tiff(ByteOrder.BIG_ENDIAN, SHORT, 1, 6);
    byte[] named = Photographs.joined("Exif\0\0".getBytes(), tiff);
    assertEquals(Transpose.ROTATE_270, ImageDecoder.turned(format.apply(named)));
  }

  @Test
  void bothByteOrdersAndTypesAreRead() {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      for (int type : new int[] {SHORT, LONG}) {
        assertEquals(Transpose.ROTATE_90, turned(tiff(order, type, 1, 8)));
      }
      assertEquals(Transpose.ROTATE_90, turned(tiff(order, SHORT, 2, 8)), "the first of two");
      assertEquals(Transpose.NONE, turned(tiff(order, 1, 1, 8)), "no number for this");
    }
  }

  @Test
  void xmpIsAskedWhereExifSaysNothing() {
    String xmp = "<rdf:Description tiff:Orientation=\"6\"/>";
    assertEquals(Transpose.ROTATE_270, ImageDecoder.turned(Photographs.jpegWithXmp(xmp)));
    String element = "<tiff:Orientation>3</tiff:Orientation>";
    assertEquals(Transpose.ROTATE_180, ImageDecoder.turned(Photographs.jpegWithXmp(element)));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void aBlockThatIsCutOffSaysNothing(Function<byte[], byte[]> format) {
    byte[] tiff = tiff(ByteOrder.LITTLE_ENDIAN, SHORT, 1, 6);
    for (int length = 0; length < 22; length++) {
      byte[] file = format.apply(Arrays.copyOf(tiff, length));
      assertEquals(Transpose.NONE, ImageDecoder.turned(file), "of " + length);
      assertEquals(37, new ImageDecoder().decode(file).width());
    }
  }

  @Test
  void directoriesBeyondTheBlockSayNothing() {
    for (int place : new int[] {-1, -8, Integer.MIN_VALUE, Integer.MAX_VALUE, 1_000_000, 25}) {
      byte[] tiff = tiff(ByteOrder.LITTLE_ENDIAN, SHORT, 1, 6);
      ByteBuffer.wrap(tiff).order(ByteOrder.LITTLE_ENDIAN).putInt(4, place);
      assertEquals(Transpose.NONE, turned(tiff), "at " + place);
    }
    byte[] many = tiff(ByteOrder.LITTLE_ENDIAN, LONG, Integer.MAX_VALUE, 6);
    assertEquals(Transpose.NONE, turned(many));
  }

  /** Whatever stands there: it turns the image in one of eight ways, and it is decoded. */
  @ParameterizedTest
  @MethodSource("formats")
  void damagedBlocksAreNeverRefused(Function<byte[], byte[]> format) {
    Random random = new Random(3);
    for (int round = 0; round < 100; round++) {
      byte[] tiff = tiff(ByteOrder.BIG_ENDIAN, LONG, 1 + random.nextInt(2), 8);
      for (int i = 0; i < 3; i++) {
        tiff[random.nextInt(tiff.length)] = (byte) random.nextInt();
      }
      assertNotNull(new ImageDecoder().decode(format.apply(tiff)));
    }
  }

  private static Transpose turned(byte[] tiff) {
    return ImageDecoder.turned(Photographs.jpeg(tiff));
  }

  /** A TIFF block of one entry. */
  private static byte[] tiff(ByteOrder order, int type, int count, int orientation) {
    ByteBuffer tiff = ByteBuffer.allocate(26).order(order);
    short mark = (short) (order == ByteOrder.LITTLE_ENDIAN ? 0x4949 : 0x4d4d);
    tiff.putShort(mark).putShort((short) 42).putInt(8).putShort((short) 1);
    tiff.putShort((short) 0x112).putShort((short) type).putInt(count);
    if (type == SHORT) {
      tiff.putShort((short) orientation);
    } else {
      tiff.putInt(orientation);
    }
    return tiff.array();
  }
}
