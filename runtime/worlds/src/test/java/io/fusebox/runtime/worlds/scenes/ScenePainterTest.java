package io.fusebox.runtime.worlds.scenes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScenePainterTest {
  private static final SceneObject THING =
      new SceneObject(WorldVocabulary.COLOURS.indexOf("blue"), 1);

  private static PaintedImage painted(long seed) {
    ScenePainter painter = new ScenePainter(new Random(seed), 64);
    PaintedImage image = painter.paint(List.of(THING));
    while (image.things().isEmpty()) {
      image = painter.paint(List.of(THING));
    }
    return image;
  }

  @Test
  void aSeedGivesTheSameImage() {
    assertArrayEquals(painted(3).rgb(), painted(3).rgb());
  }

  @Test
  void whatIsCoveredHasTheColourOfTheThing() {
    PaintedImage image = painted(5);
    for (int i = 0; i < 64 * 64; i++) {
      if (image.cover()[0][i] == 1) {
        int blue = image.rgb()[3 * i + 2] & 0xff;
        int red = image.rgb()[3 * i] & 0xff;
        assertTrue(blue - red > 100, "red " + red + ", blue " + blue);
      }
    }
  }

  @Test
  void patchesKnowWhatCoversThem() {
    PaintedImage image = painted(7);
    double all = image.covered(0, 0, 64) * 64 * 64;
    assertTrue(all > 20, "covers " + all + " pixels");
    assertEquals(0, image.most(0, 0, 64, 1));
    assertEquals(-1, image.most(0, 0, 64, all + 1));
    double byPatches = 0;
    for (int i = 0; i < 16; i++) {
      byPatches += image.covered(i % 4 * 16, i / 4 * 16, 16) * 256;
    }
    assertEquals(all, byPatches, 1e-3);
  }

  @Test
  void theImageHasTheSamePixels() {
    PaintedImage image = painted(9);
    int rgb = image.image().getRGB(10, 20);
    int at = 3 * (20 * 64 + 10);
    assertEquals(image.rgb()[at] & 0xff, rgb >> 16 & 0xff);
    assertEquals(image.rgb()[at + 2] & 0xff, rgb & 0xff);
  }

  @Test
  void easyImagesShowOneThing() {
    ScenePainter painter = new ScenePainter(new Random(11), 64);
    painter.level(0);
    for (int i = 0; i < 50; i++) {
      assertTrue(painter.paint().things().size() <= 1);
    }
  }
}
