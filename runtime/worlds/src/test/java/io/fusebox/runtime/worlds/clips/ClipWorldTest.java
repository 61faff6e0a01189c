package io.fusebox.runtime.worlds.clips;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.task.Example;
import io.fusebox.runtime.data.Dataset;
import io.fusebox.runtime.data.DatasetSource;
import io.fusebox.runtime.data.Datasets;
import io.fusebox.runtime.data.ShippedFormats;
import io.fusebox.runtime.worlds.audio.GeneratedAudio;
import io.fusebox.toolkit.audio.Wav;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClipWorldTest {
  @TempDir Path folder;

  private Dataset train(Path world) {
    return new Datasets(ShippedFormats.all())
        .read(DatasetSource.of(world, "train", Set.of("video", "audio")));
  }

  @Test
  void halfOfTheClipsAreSarcasticAndEachHasAVideoAnAudioClipAndARemark() throws IOException {
    Dataset train = train(new ClipWorld(6, 2, 3).in(folder));
    assertEquals(6, train.size());
    assertEquals(3, train.examples().stream().filter(e -> e.target().equals("sarcastic")).count());
    for (Example clip : train.examples()) {
      assertEquals(Set.of("audio", "text", "video"), clip.partNames());
      assertEquals(8, images(clip.files("video").get(0)));
      Wav sound = Wav.read(Files.readAllBytes(clip.files("audio").get(0)));
      assertEquals(GeneratedAudio.RATE, sound.rate());
      assertEquals(1.6, (double) sound.frames() / sound.rate(), 1e-9);
    }
  }

  private static int images(Path video) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(video.toFile())) {
      reader.setInput(in);
      return reader.getNumImages(true);
    } finally {
      reader.dispose();
    }
  }

  @Test
  void aSeedGivesTheSameBytesAndIsWrittenOnce() throws IOException {
    Path one = new ClipWorld(2, 1, 3).in(folder.resolve("a"));
    Path same = new ClipWorld(2, 1, 3).in(folder.resolve("b"));
    Path other = new ClipWorld(2, 1, 4).in(folder.resolve("b"));
    for (String file : new String[] {"train.jsonl", "train/0.gif", "train/1.wav", "test/0.gif"}) {
      assertArrayEquals(
          Files.readAllBytes(one.resolve(file)), Files.readAllBytes(same.resolve(file)), file);
    }
    assertNotEquals(
        Files.readString(one.resolve("train.jsonl")),
        Files.readString(other.resolve("train.jsonl")));
    assertEquals(one, new ClipWorld(2, 1, 3).in(folder.resolve("a")));
    try (Stream<Path> left = Files.list(folder.resolve("a"))) {
      assertEquals(1, left.count());
    }
  }

  /** What each choice of the three would reach that guesses the likelier label of what it knows. */
  @Test
  void noPartTellsAloneTwoLeaveDoubtAndThreeTell() {
    Map<String, double[]> counts = new HashMap<>();
    Random random = new Random(1);
    int clips = 20_000;
    for (int i = 0; i < clips; i++) {
      ClipSentiments moods = ClipSentiments.random(random, i % 2 == 0);
      for (int known = 0; known < 8; known++) {
        String seen =
            known
                + ((known & 1) > 0 ? "t" + moods.said() : "")
                + ((known & 2) > 0 ? "v" + moods.shown() : "")
                + ((known & 4) > 0 ? "a" + moods.heard() : "");
        counts.computeIfAbsent(seen, s -> new double[2])[moods.sarcastic() ? 1 : 0]++;
      }
    }
    double[] right = new double[8];
    counts.forEach((seen, n) -> right[seen.charAt(0) - '0'] += Math.max(n[0], n[1]) / clips);
    assertArrayEquals(
        new double[] {1 / 2.0, 1 / 2.0, 1 / 2.0, 5 / 6.0, 1 / 2.0, 5 / 6.0, 5 / 6.0, 1},
        right,
        0.02);
    assertTrue(counts.size() == 1 + 3 * 2 + 3 * 4 + 8, counts.keySet().toString());
  }
}
