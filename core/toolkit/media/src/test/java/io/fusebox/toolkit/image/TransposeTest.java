package io.fusebox.toolkit.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransposeTest {
  /** What Pillow's exif_transpose makes of ab/cd/ef, by EXIF's number. */
  @ParameterizedTest
  @CsvSource({
    "1, ab/cd/ef",
    "2, ba/dc/fe",
    "3, fe/dc/ba",
    "4, ef/cd/ab",
    "5, ace/bdf",
    "6, eca/fdb",
    "7, fdb/eca",
    "8, bdf/ace"
  })
  void turnsAndFlipsAsPillowDoes(int exif, String expected) {
    assertEquals(expected, text(Transpose.ofExif(exif).apply(image("ab/cd/ef"))));
  }

  @Test
  void otherNumbersTurnNothing() {
    Pixels image = image("ab/cd");
    for (int exif : new int[] {0, -1, 9, 65_535, Integer.MIN_VALUE}) {
      assertSame(image, Transpose.ofExif(exif).apply(image));
    }
  }

  private static Pixels image(String rows) {
    String[] lines = rows.split("/");
    Pixels image = Pixels.black(lines.length, lines[0].length());
    for (int i = 0; i < image.rgb().length; i++) {
      int pixel = i / 3;
      char letter = lines[pixel / image.width()].charAt(pixel % image.width());
      image.rgb()[i] = (byte) (letter + i % 3);
    }
    return image;
  }

  private static String text(Pixels image) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < image.rgb().length; i += 3) {
      boolean newRow = i > 0 && i / 3 % image.width() == 0;
      text.append(newRow ? "/" : "").append((char) image.rgb()[i]);
      assertEquals(image.rgb()[i] + 2, image.rgb()[i + 2], "colours stay together");
    }
    return text.toString();
  }
}
