package io.fusebox.toolkit.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Videos of random frames with every way of disposal, transparency, palettes of their own and
 * places beyond the canvas; {@code .rgb} holds width, height and pixels of what Pillow shows of
 * each frame.
 */
class GifAnimationTest {
  @ParameterizedTest
  @ValueSource(strings = {"film_keep.gif", "film_dispose.gif", "film_beyond.gif", "film_local.gif"})
  void everyFrameIsWhatPillowShows(String name) {
    ByteBuffer expected =
        ByteBuffer.wrap(Images.bytes(name + ".rgb")).order(ByteOrder.LITTLE_ENDIAN);
    try (GifAnimation gif = new GifAnimation(Images.bytes(name))) {
      for (int i = 0; i < gif.size(); i++) {
        Pixels frame = gif.frame(i);
        assertEquals(expected.getShort(), frame.width(), name + " " + i);
        assertEquals(expected.getShort(), frame.height(), name + " " + i);
        byte[] rgb = new byte[frame.rgb().length];
        expected.get(rgb);
        assertArrayEquals(rgb, frame.rgb(), name + " frame " + i);
      }
    }
    assertFalse(expected.hasRemaining(), "Pillow shows more frames");
  }

  @Test
  void framesMayBeLeftOut() {
    byte[] file = Images.bytes("film_dispose.gif");
    try (GifAnimation all = new GifAnimation(file);
        GifAnimation some = new GifAnimation(file)) {
      for (int i = 0; i < 5; i++) {
        all.frame(i);
      }
      assertArrayEquals(all.frame(5).rgb(), some.frame(5).rgb());
      assertThrows(FuseboxException.class, () -> some.frame(2));
    }
  }

  @Test
  void theFirstFrameIsTheStillImage() {
    byte[] file = Images.bytes("film_local.gif");
    try (GifAnimation gif = new GifAnimation(file)) {
      assertArrayEquals(Images.decoded("film_local.gif").rgb(), gif.frame(0).rgb());
    }
  }

  @Test
  void manyHugeFramesAreRefusedBeforeAnyIsDrawn() {
    byte[] file = Images.bytes("film_keep.gif");
    file[7] = 0x1f; // 8 thousand pixels wide and high
    file[9] = 0x1f;
    ByteBuffer video = ByteBuffer.allocate(file.length + 200 * 13).put(file, 0, file.length - 1);
    for (int i = 0; i < 200; i++) {
      video.put(new byte[] {',', 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 0}); // a frame of no data
    }
    String message =
        assertThrows(FuseboxException.class, () -> new GifAnimation(video.array())).getMessage();
    assertTrue(message.contains("frames of"), message);
  }

  @Test
  void damagedVideosAreDrawnOrRefusedAndNothingElse() {
    byte[] whole = Images.bytes("film_dispose.gif");
    Random random = new Random(5);
    for (int i = 0; i < 300; i++) {
      byte[] damaged = Arrays.copyOf(whole, random.nextInt(whole.length) + 1);
      for (int n = random.nextInt(4); n > 0; n--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try (GifAnimation gif = new GifAnimation(damaged)) {
        gif.frame(gif.size() - 1);
      } catch (FuseboxException expected) {
        assertTrue(expected.getMessage().length() > 10);
      }
    }
  }
}
