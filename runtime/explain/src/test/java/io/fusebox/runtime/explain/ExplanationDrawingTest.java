package io.fusebox.runtime.explain;

import static io.fusebox.runtime.explain.Explained.image;
import static io.fusebox.runtime.explain.Explained.strip;
import static io.fusebox.runtime.explain.Explained.text;
import static io.fusebox.runtime.explain.Explained.unit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.runtime.explain.ExplainedSegment.Unit;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplanationDrawingTest {
  /** How many pixels have a colour of that hue at full strength. */
  private static long count(BufferedImage image, Color hue) {
    return IntStream.range(0, image.getWidth() * image.getHeight())
        .filter(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()) == hue.getRGB())
        .count();
  }

  @Test
  void isAsLongAsItHasToBe() {
    BufferedImage one = ExplanationDrawing.image(Explained.of("?", "a", text(unit("a", 1))));
    Unit[] many =
        IntStream.range(0, 200)
            .mapToObj(i -> unit("a word that is rather long, number " + i, i - 100))
            .toArray(Unit[]::new);
    BufferedImage long1 = ExplanationDrawing.image(Explained.of("?", "a", text(many)));
    assertEquals(1000, one.getWidth());
    assertTrue(long1.getHeight() > one.getHeight() + 2000, long1.getHeight() + " high");
  }

  @Test
  void barsShowWhatSpeaksForAndAgainst() {
    BufferedImage image = ExplanationDrawing.image(Explained.of("?", "a", strip("audio", 3, -1)));
    long inFavour = count(image, AttributionColours.FOR);
    long against = count(image, AttributionColours.AGAINST);
    assertEquals(3, (double) inFavour / against, 0.1);
  }

  @Test
  void patchesOfOneSignHaveOneHue() {
    BufferedImage image =
        ExplanationDrawing.image(Explained.of("?", "a", image(false, 0, 1, 1, 1, 1)));
    assertTrue(count(image, AttributionColours.AGAINST) < 100, "blue is in the legend alone");
    assertTrue(count(image, AttributionColours.FOR) > 0);
  }

  @Test
  void isWrittenWholeIntoANewFolder(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("new/explanation.png");
    String endless = "endless".repeat(2000);
    ExplanationDrawing.write(
        file, Explained.of(endless, endless, image(true, 1), text(unit(endless, 1))));
    assertTrue(Files.size(file) > 1000);
    assertTrue(ImageIO.read(file.toFile()).getHeight() < 4000);
  }
}
