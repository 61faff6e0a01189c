package io.fusebox.runtime.ffmpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Orientation;
import io.fusebox.toolkit.image.ImageDecoder;
import io.fusebox.toolkit.image.Pixels;
import io.fusebox.toolkit.media.Video;
import io.fusebox.toolkit.media.Videos;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Videos are seen the way up that the matrix of their track asks for, as ffmpeg shows them. */
class VideoOrientationTest {
  /** From the name of a track's header to its matrix. */
  private static final int MATRIX = 44;

  private static final int ONE = 1 << 16;

  @TempDir Path folder;

  /** By the matrix's a, b, c and d: where the white quarter is, and how wide the video. */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 0, 1, top left, 64",
    "-1, 0, 0, 1, top right, 64",
    "-1, 0, 0, -1, bottom right, 64",
    "1, 0, 0, -1, bottom left, 64",
    "0, 1, 1, 0, top left, 48",
    "0, 1, -1, 0, top right, 48",
    "0, -1, -1, 0, bottom right, 48",
    "0, -1, 1, 0, bottom left, 48",
    "0, 0, 0, 0, top left, 64"
  })
  void theMatrixOfATrackTurnsItsImages(
      double a, double b, double c, double d, String white, int width) throws IOException {
    Path file = video(a, b, c, d);
    Pixels upright = first(file, Orientation.UPRIGHT);
    assertEquals(width, upright.width());
    assertEquals(64 + 48 - width, upright.height());
    assertEquals(white, white(upright));
    assertEquals("top left", white(first(file, Orientation.STORED)));
    assertEquals(64, first(file, Orientation.STORED).width());
  }

  @Test
  void otherAnglesAreRefused() throws IOException {
    Path file = video(.866, .5, -.5, .866);
    String message =
        assertThrows(FuseboxException.class, () -> first(file, Orientation.UPRIGHT)).getMessage();
    assertTrue(message.contains("30.0 degrees"), message);
    assertEquals("top left", white(first(file, Orientation.STORED)));
  }

  @Test
  void aVideoInMemoryIsTurnedToo() throws IOException {
    byte[] file = Files.readAllBytes(video(-1, 0, 0, -1));
    try (Video upright = Videos.open(file);
        Video stored = Videos.open(file, Orientation.STORED)) {
      assertEquals("bottom right", white(new ImageDecoder().decode(upright.frameAt(0))));
      assertEquals("top left", white(new ImageDecoder().decode(stored.frameAt(0))));
    }
  }

  private Path video(double a, double b, double c, double d) throws IOException {
    Path file = Clips.quarter(folder.resolve("video.mp4"));
    byte[] bytes = Files.readAllBytes(file);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("tkhd") + MATRIX;
    ByteBuffer matrix = ByteBuffer.wrap(bytes, at, 36);
    matrix.putInt((int) (a * ONE)).putInt((int) (b * ONE)).putInt(0);
    matrix.putInt((int) (c * ONE)).putInt((int) (d * ONE)).putInt(0);
    return Files.write(file, bytes);
  }

  private static Pixels first(Path file, Orientation orientation) {
    try (Video video = Videos.open(file, 1, orientation)) {
      return new ImageDecoder().decode(video.frameAt(0.2));
    }
  }

  private static String white(Pixels image) {
    String found = "";
    for (String row : new String[] {"top", "bottom"}) {
      for (String column : new String[] {"left", "right"}) {
        int y = image.height() * (row.equals("top") ? 1 : 3) / 4;
        int x = image.width() * (column.equals("left") ? 1 : 3) / 4;
        boolean white = (image.rgb()[3 * (y * image.width() + x)] & 0xff) > 128;
        found += white ? row + " " + column : "";
      }
    }
    return found;
  }
}
