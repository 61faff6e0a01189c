package io.fusebox.toolkit.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rgb.png",
        "gray.png",
        "rgba.png",
        "gray_alpha.png",
        "palette.png",
        "palette_2bit.png",
        "palette_transparent.png",
        "one_bit.png",
        "gray_2bit.png",
        "gray_4bit.png",
        "gray_16bit.png",
        "gray_alpha_16bit.png",
        "rgb_16bit.png",
        "rgba_16bit.png",
        "gray_transparent.png",
        "rgb_transparent.png",
        "rgb_gamma.png",
        "profile.png",
        "ycc_444.jpg",
        "ycc_422.jpg",
        "ycc_420.jpg",
        "progressive.jpg",
        "gray.jpg",
        "rgb_kept.jpg",
        "cmyk.jpg",
        "profile.jpg",
        "palette.gif",
        "interlaced.gif",
        "transparent.gif",
        "gray.gif",
        "animated.gif",
        "rgb.bmp",
        "rgba.bmp",
        "gray.bmp",
        "palette.bmp",
        "one_bit.bmp",
        "rgb555.bmp",
        "rgb565.bmp",
        "lossless.webp",
        "lossless_alpha.webp",
        "profile.webp"
      })
  void givesPillowsPixels(String name) {
    assertPixels(37, 29, name);
  }

  @Test
  void gifFrameLiesOnItsCanvas() {
    assertPixels(50, 40, "offset.gif");
    assertPixels(50, 40, "offset_transparent.gif");
    assertPixels(43, 33, "beyond.gif");
  }

  /** Libjpeg takes any transform of four components that it does not know for that of YCCK. */
  @Test
  void anUnknownTransformOfFourComponentsIsYcck() {
    assertArrayEquals(transformed(2).rgb(), transformed(1).rgb());
  }

  private static Pixels transformed(int transform) {
    byte[] file = Images.bytes("cmyk.jpg");
    int adobe = new String(file, StandardCharsets.ISO_8859_1).indexOf("Adobe");
    file[adobe + 11] = (byte) transform;
    return new ImageDecoder().decode(file);
  }

  @Test
  void webpFrameLiesOnItsCanvas() {
    assertPixels(50, 40, "animated_offset.webp");
    assertPixels(50, 40, "animated_offset_alpha.webp");
  }

  private static void assertPixels(int width, int height, String name) {
    Pixels found = Images.decoded(name);
    assertEquals(width, found.width());
    assertEquals(height, found.height());
    assertArrayEquals(Images.bytes(name + ".rgb"), found.rgb());
  }

  @Test
  void lossyWebpIsNearPillowsPixels() {
    byte[] expected = Images.bytes("lossy.webp.rgb");
    byte[] found = Images.decoded("lossy.webp").rgb();
    assertEquals(expected.length, found.length);
    double sum = 0;
    for (int i = 0; i < found.length; i++) {
      sum += Math.abs((found[i] & 0xff) - (expected[i] & 0xff));
    }
    // Part of this small image is noise, where colour is interpolated worst.
    assertTrue(sum / found.length < 5, "mean difference " + sum / found.length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rgb.png", "ycc_420.jpg", "ycc_444.jpg", "gray.gif", "rgb.bmp", "lossless.webp"})
  void refusesWhatIsCutOff(String name) {
    byte[] file = Images.bytes(name);
    for (int percent = 1; percent < 95; percent += 3) {
      byte[] part = Arrays.copyOf(file, file.length * percent / 100);
      assertThrows(FuseboxException.class, () -> new ImageDecoder().decode(part));
    }
  }

  /** Either pixels or a refusal; nothing else may come out. */
  @ParameterizedTest
  @ValueSource(
      strings = {"palette.png", "progressive.jpg", "offset.gif", "palette.bmp", "lossless.webp"})
  void damagedBytesBringPixelsOrARefusal(String name) {
    Random random = new Random(5);
    ImageDecoder decoder = new ImageDecoder(100_000);
    for (int round = 0; round < 300; round++) {
      byte[] file = Images.bytes(name);
      for (int i = 0; i < 3; i++) {
        file[random.nextInt(Math.min(file.length, 200))] = (byte) random.nextInt();
      }
      try {
        Pixels pixels = decoder.decode(file);
        assertTrue((long) pixels.width() * pixels.height() <= 100_000);
      } catch (FuseboxException refused) {
        assertTrue(refused.getMessage().length() > 10);
      }
    }
  }

  @Test
  void refusesUnknownFormatsAndShowsHowTheyBegin() {
    byte[] pdf = "%PDF-1.7".getBytes(StandardCharsets.US_ASCII);
    String message =
        assertThrows(FuseboxException.class, () -> new ImageDecoder().decode(pdf)).getMessage();
    assertTrue(message.contains("25 50 44 46"), message);
    assertTrue(message.contains("PNG, JPEG, GIF, BMP and WebP"), message);
    assertThrows(FuseboxException.class, () -> new ImageDecoder().decode(new byte[0]));
  }

  @Test
  void refusesDecompressionBombsByTheirHeader() {
    byte[] bomb = pngThatSaysItIs(50_000, 40_000);
    String message =
        assertThrows(FuseboxException.class, () -> new ImageDecoder().decode(bomb)).getMessage();
    assertTrue(message.contains("50000 x 40000 = 2000000000"), message);
    assertTrue(message.contains("64000000"), message);
  }

  @Test
  void limitIsTheCallers() {
    byte[] file = Images.bytes("rgb.png");
    assertEquals(37, new ImageDecoder(37 * 29).decode(file).width());
    assertThrows(FuseboxException.class, () -> new ImageDecoder(37 * 29 - 1).decode(file));
  }

  /** The size with a right checksum, the pixels of a small image. */
  private static byte[] pngThatSaysItIs(int width, int height) {
    byte[] file = Images.bytes("rgb.png");
    ByteBuffer header = ByteBuffer.wrap(file);
    header.putInt(16, width).putInt(20, height);
    CRC32 crc = new CRC32();
    crc.update(file, 12, 17);
    header.putInt(29, (int) crc.getValue());
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"rgb.png", "ycc_420.jpg", "gray.gif", "rgb.bmp", "lossless.webp"})
  void findsItsReadersUnderAnyContextClassLoader(String name) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
      for (ClassLoader loader : Arrays.asList(empty, null)) {
        thread.setContextClassLoader(loader);
        assertEquals(37, Images.decoded(name).width());
        assertEquals(loader, thread.getContextClassLoader());
      }
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void writesNoCacheToTheDisk() {
    File folder = new File(System.getProperty("java.io.tmpdir"));
    Set<String> before = caches(folder);
    Images.decoded("rgb.png");
    Images.decoded("lossless.webp");
    assertEquals(before, caches(folder));
  }

  private static Set<String> caches(File folder) {
    return Set.of(folder.list((at, name) -> name.startsWith("imageio")));
  }
}
