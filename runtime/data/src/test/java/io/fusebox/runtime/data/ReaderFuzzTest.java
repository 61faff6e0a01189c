package io.fusebox.runtime.data;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a file holds, a reader gives examples or a message that names a file. */
class ReaderFuzzTest {
  private static final int ROUNDS = 400;

  @TempDir Path temp;
  private int read;
  private int refused;

  @Test
  void manifests() {
    Folder folder = new Folder(temp).image("a.png");
    String good =
        "{\"image\": \"a.png\", \"question\": \"what is it?\", \"answer\": \"cat\"}\n"
            + "{\"image\": \"a.png\", \"question\": \"\u00e4?\", \"answers\":"
            + " [\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"0\"]}\n";
    fuzz(folder, "d.jsonl", good, "d.jsonl");
  }

  @Test
  void easyVqaQuestions() {
    Folder folder = new Folder(temp).image("images/1.png");
    fuzz(folder, "questions.json", "[[\"what?\", \"red\", 1], [\"is it?\", \"no\", 1]]", "");
  }

  @Test
  void vqaV2Questions() {
    Folder folder =
        new Folder(temp)
            .image("val2014/COCO_val2014_000000000007.jpg")
            .file("v2_mscoco_val2014_annotations.json", annotations());
    fuzz(folder, "v2_OpenEnded_mscoco_val2014_questions.json", questions(), "");
  }

  @Test
  void vqaV2Annotations() {
    Folder folder =
        new Folder(temp)
            .image("val2014/COCO_val2014_000000000007.jpg")
            .file("v2_OpenEnded_mscoco_val2014_questions.json", questions());
    fuzz(folder, "v2_mscoco_val2014_annotations.json", annotations(), "");
  }

  @Test
  void mustard() {
    Folder folder = new Folder(temp);
    for (String id : new String[] {"1_60", "1_70", "2_1", "2_2"}) {
      folder.image("utterances_final/" + id + ".mp4");
    }
    fuzz(folder, "sarcasm_data.json", MustardReaderTest.official(), "", "all");
  }

  private static String questions() {
    return VqaV2ReaderTest.questions(VqaV2ReaderTest.question(2, 7));
  }

  private static String annotations() {
    return VqaV2ReaderTest.annotations(VqaV2ReaderTest.annotation(2, 7, "no"));
  }

  private void fuzz(Folder folder, String file, String good, String path) {
    fuzz(folder, file, good, path, null);
  }

  private void fuzz(Folder folder, String file, String good, String path, String split) {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = mutated(good.getBytes(StandardCharsets.UTF_8), random);
      folder.file(file, bytes);
      try {
        assertFalse(folder.read(path, split).examples().isEmpty());
        read++;
      } catch (FuseboxException e) {
        String name = temp.getFileName().toString();
        assertTrue(e.getMessage().contains(name), "no file named: " + e.getMessage());
        refused++;
      }
    }
    assertTrue(read > 20 && refused > 100, read + " read, " + refused + " refused");
  }

  /** A few bytes changed, dropped or doubled, or the end cut off. */
  private static byte[] mutated(byte[] good, SplittableRandom random) {
    byte[] bytes = good.clone();
    for (int n = random.nextInt(4); n > 0 && bytes.length > 1; n--) {
      int at = random.nextInt(bytes.length);
      int length = Math.min(bytes.length - at, 1 + random.nextInt(8));
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = (byte) "{}[]\",:0-.\\n".charAt(random.nextInt(12));
        case 2 -> bytes = joined(Arrays.copyOf(bytes, at), tail(bytes, at + length));
        case 3 -> bytes = joined(Arrays.copyOf(bytes, at + length), tail(bytes, at));
        default -> bytes = Arrays.copyOf(bytes, at);
      }
    }
    return bytes;
  }

  private static byte[] tail(byte[] bytes, int from) {
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }

  private static byte[] joined(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
