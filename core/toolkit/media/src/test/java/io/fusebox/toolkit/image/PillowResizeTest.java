package io.fusebox.toolkit.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PillowResizeTest {
  @ParameterizedTest
  @CsvSource({
    "BILINEAR, 16, 16", "BILINEAR, 60, 50", "BILINEAR, 37, 11",
    "BILINEAR, 9, 29", "BILINEAR, 80, 5", "BILINEAR, 1, 1",
    "BICUBIC, 16, 16", "BICUBIC, 60, 50", "BICUBIC, 37, 11",
    "BICUBIC, 9, 29", "BICUBIC, 80, 5", "BICUBIC, 1, 1"
  })
  void equalsPillowToTheBit(PillowResize filter, int width, int height) {
    Pixels found = filter.resize(Images.decoded("rgb.png"), height, width);
    String name = filter.name().toLowerCase(Locale.ROOT) + "_" + width + "x" + height;
    assertEquals(width, found.width());
    assertEquals(height, found.height());
    assertArrayEquals(Images.bytes("resize/" + name + ".rgb"), found.rgb());
  }

  @ParameterizedTest
  @EnumSource
  void sameSizeIsTheSameImage(PillowResize filter) {
    Pixels image = Images.decoded("rgb.png");
    assertArrayEquals(image.rgb(), filter.resize(image, 29, 37).rgb());
  }

  @Test
  void refusesImagesThatWouldGrowTooLargeOnTheWay() {
    Pixels thread = new Pixels(1_000_000, 1, new byte[3_000_000]);
    String message =
        assertThrows(FuseboxException.class, () -> PillowResize.BILINEAR.resize(thread, 224, 224))
            .getMessage();
    assertTrue(message.contains("224 x 1000000"), message);
  }
}
