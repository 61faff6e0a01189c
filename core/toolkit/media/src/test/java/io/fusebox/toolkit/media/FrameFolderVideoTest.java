package io.fusebox.toolkit.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fusebox.api.encoder.Orientation;
import io.fusebox.toolkit.image.ImageDecoder;
import io.fusebox.toolkit.image.Pixels;
import io.fusebox.toolkit.image.Transpose;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameFolderVideoTest {
  /** JPEG's segment of an EXIF block that says 6: a quarter clockwise. */
  private static final byte[] SIX = {
    -1, -31, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0,
    0, 1, 0, 6, 0, 0, 0, 0, 0, 0
  };

  @TempDir Path folder;

  /** Decoded in any way, an image of a video is as the video's own setting says. */
  @Test
  void photographsAreSeenAsTheVideoIsAskedFor() throws IOException {
    byte[] photograph = photograph();
    Files.write(folder.resolve("1.jpg"), photograph);
    Pixels stored = new ImageDecoder(Orientation.STORED).decode(photograph);
    assertSeen(Transpose.ROTATE_270.apply(stored), Orientation.UPRIGHT);
    assertSeen(stored, Orientation.STORED);
  }

  private void assertSeen(Pixels expected, Orientation orientation) {
    try (Video video = Videos.open(folder, 1, orientation)) {
      for (Orientation decoded : Orientation.values()) {
        Pixels seen = new ImageDecoder(decoded).decode(video.frameAt(0));
        assertEquals(expected.width(), seen.width());
        assertArrayEquals(expected.rgb(), seen.rgb());
      }
    }
  }

  private static byte[] photograph() throws IOException {
    BufferedImage image = new BufferedImage(16, 8, BufferedImage.TYPE_INT_RGB);
    image.setRGB(1, 1, 0xffffff);
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", jpeg);
    byte[] plain = jpeg.toByteArray();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(plain, 0, 2);
    file.writeBytes(SIX);
    file.writeBytes(Arrays.copyOfRange(plain, 2, plain.length));
    return file.toByteArray();
  }
}
