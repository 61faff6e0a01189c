package io.fusebox.encoder.vit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.testkit.GoldenCase;
import io.fusebox.toolkit.image.ImageDecoder;
import io.fusebox.toolkit.image.PillowResize;
import io.fusebox.toolkit.image.Pixels;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The reference's pixels, to the bit. */
class ImagesGoldenTest {
  private final NDManager manager = NDManager.newBaseManager();
  private final GoldenCase golden = TinyVit.CASE;

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void decodedAndResizedPixels() throws IOException {
    List<byte[]> files = golden.contents("images");
    assertEquals(5, files.size());
    for (int i = 0; i < files.size(); i++) {
      Pixels image = new ImageDecoder().decode(files.get(i));
      check("decoded_rgb_u8." + i, image);
      check("resized_bilinear_u8." + i, PillowResize.BILINEAR.resize(image, 32, 32));
      check("resized_bicubic_u8." + i, PillowResize.BICUBIC.resize(image, 32, 32));
    }
  }

  private void check(String name, Pixels found) {
    NDArray expected = golden.outputs().read(manager, name);
    assertEquals(expected.getShape(), new Shape(found.height(), found.width(), 3), name);
    int[] values = expected.toUint8Array();
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    assertArrayEquals(bytes, found.rgb(), name);
  }
}
