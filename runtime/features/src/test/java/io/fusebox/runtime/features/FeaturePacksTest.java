package io.fusebox.runtime.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import io.fusebox.toolkit.files.Sha256;
import io.fusebox.toolkit.tensor.HostTensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Features on disk that somebody damages, deletes, or adds to at the same time. */
class FeaturePacksTest {
  private static final String ENCODER = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;
  private Path root;

  @BeforeEach
  void chooseFolder() {
    root = folder.resolve("features");
  }

  private FeaturePacks packs() {
    return packs(FeatureBound.DEFAULT.bytes());
  }

  private FeaturePacks packs(long bytes) {
    return new FeaturePacks(root, new FeatureBound(bytes));
  }

  private static String input(int i) {
    return Sha256.hex(Integer.toString(i).getBytes(StandardCharsets.UTF_8));
  }

  /** Numbers that no other input has. */
  private static HostTensor features(int i, int rows, int width) {
    Random random = new Random(i);
    float[] numbers = new float[rows * width];
    for (int n = 0; n < numbers.length; n++) {
      numbers[n] = random.nextFloat() - 0.5f;
    }
    return new HostTensor(new Shape(rows, width), numbers);
  }

  private static HostTensor features(int i) {
    return features(i, 1 + i % 5, 3);
  }

  private static void keep(FeaturePacks packs, int from, int to) {
    for (int i = from; i < to; i++) {
      packs.keep(ENCODER, input(i), features(i));
    }
  }

  /** Which of some inputs are found; that they are the right ones is checked. */
  private static List<Integer> found(FeaturePacks packs, int from, int to) {
    List<Integer> found = new ArrayList<>();
    for (int i = from; i < to; i++) {
      int input = i;
      packs
          .find(ENCODER, input(i))
          .ifPresent(
              features -> {
                assertEquals(features(input).shape(), features.shape());
                assertArrayEquals(features(input).data(), features.data());
                found.add(input);
              });
    }
    return found;
  }

  private List<Path> files(String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }

  private long bytes() throws IOException {
    long sum = 0;
    for (Path file : files(".pack")) {
      sum += Files.size(file);
    }
    return sum;
  }

  @Test
  void whatWasKeptIsFoundByAnother() {
    FeaturePacks packs = packs();
    assertEquals(List.of(), found(packs, 0, 3));
    assertFalse(Files.exists(root), "nothing is made for what is only looked for");
    keep(packs, 0, 200);
    packs.keep(ENCODER, "blank-1-3-224-224", features(7));
    packs.keep("another", input(0), features(1));
    for (FeaturePacks each : List.of(packs, packs())) {
      assertEquals(200, found(each, 0, 300).size());
      assertArrayEquals(
          features(7).data(), each.find(ENCODER, "blank-1-3-224-224").orElseThrow().data());
      assertArrayEquals(features(1).data(), each.find("another", input(0)).orElseThrow().data());
    }
    packs.forget(ENCODER);
    assertEquals(200, found(packs, 0, 300).size());
  }

  @Test
  void aHundredThousandInputsAreInFewFiles() throws IOException {
    FeaturePacks packs = packs();
    int many = 100_000;
    keep(packs, 0, many);
    assertTrue(files("").size() < 100, () -> "too many files");
    FeaturePacks other = packs();
    for (int i = 0; i < many; i += 997) {
      assertEquals(List.of(i), found(other, i, i + 1));
    }
  }

  @Test
  void theSameIsNotKeptTwiceAndTheNewestIsFound() throws IOException {
    keep(packs(), 0, 50);
    long before = bytes();
    keep(packs(), 0, 50);
    assertEquals(before, bytes());
    packs().keep(ENCODER, input(3), features(4));
    assertArrayEquals(features(4).data(), packs().find(ENCODER, input(3)).orElseThrow().data());
  }

  @Test
  void instancesAddAtTheSameTime() throws InterruptedException {
    List<FeaturePacks> all = List.of(packs(1_000_000_000), packs(1_000_000_000), packs());
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 6; t++) {
      int from = t * 200;
      FeaturePacks packs = all.get(t % all.size());
      // Neighbours overlap: half of what each keeps is kept by the next as well.
      threads.add(new Thread(() -> keep(packs, from, from + 400)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    for (FeaturePacks packs : List.of(all.get(0), all.get(1), all.get(2), packs())) {
      assertEquals(1400, found(packs, 0, 1500).size());
    }
  }

  @Test
  void whatACrashLeftIsCutOffByTheNextWhoAdds() throws IOException {
    FeaturePacks before = packs();
    keep(before, 0, 100);
    byte[] whole = Files.readAllBytes(files(".pack").get(0));
    for (Path pack : files(".pack")) {
      // The start of an entry, as far as it came.
      Files.write(pack, Arrays.copyOfRange(whole, 16, 50), StandardOpenOption.APPEND);
    }
    assertEquals(100, found(packs(), 0, 100).size());
    FeaturePacks after = packs();
    keep(after, 100, 200);
    for (FeaturePacks packs : List.of(before, after, packs())) {
      assertEquals(200, found(packs, 0, 200).size());
    }
    assertEquals(16, files(".pack").size());
  }

  @Test
  void whoeverKnewMoreThanIsLeftGoesOn() throws IOException {
    FeaturePacks before = packs();
    keep(before, 0, 100);
    for (Path pack : files(".pack")) {
      Files.write(pack, Arrays.copyOf(Files.readAllBytes(pack), 60));
    }
    keep(before, 100, 200);
    for (FeaturePacks packs : List.of(before, packs())) {
      assertEquals(100, found(packs, 100, 200).size());
      assertEquals(List.of(), found(packs, 0, 100));
    }
  }

  @Test
  void whatAnEarlierFuseboxKeptIsLeftToBeDeleted() throws IOException {
    Path old = root.resolve(ENCODER).resolve("5f").resolve("5feceb66.safetensors");
    Files.createDirectories(old.getParent());
    Files.writeString(old, "one file for each input");
    keep(packs(), 0, 20);
    assertEquals(20, found(packs(), 0, 20).size());
    assertTrue(FeaturePacks.holdsFeatures(old));
    assertTrue(FeaturePacks.holdsFeatures(files(".pack").get(0)));
    assertFalse(FeaturePacks.holdsFeatures(files("lock").get(0)));
  }

  @Test
  void aPackOfAnyLengthHasItsWholeEntries() throws IOException {
    keep(packs(), 0, 1);
    packs().keep(ENCODER, input(0), features(1));
    Path pack = files(".pack").get(0);
    byte[] whole = Files.readAllBytes(pack);
    for (int length = 0; length < whole.length; length++) {
      Files.write(pack, Arrays.copyOf(whole, length));
      float[] found =
          packs().find(ENCODER, input(0)).map(HostTensor::data).orElse(features(0).data());
      assertArrayEquals(features(0).data(), found, "at length " + length);
    }
    Files.write(pack, new byte[0]);
    keep(packs(), 0, 1);
    assertEquals(List.of(0), found(packs(), 0, 1));
  }

  @Test
  void damagedEntriesAreNotFoundAndCanBeKeptAgain() throws IOException {
    keep(packs(), 0, 1);
    Path pack = files(".pack").get(0);
    byte[] whole = Files.readAllBytes(pack);
    for (int at = 0; at < whole.length; at++) {
      if (at == 12 || at == 13 || at == 14 || at == 15) {
        continue; // The format: a later one is refused.
      }
      byte[] damaged = whole.clone();
      damaged[at] ^= (byte) (1 << at % 8);
      for (Path file : files(".pack")) {
        Files.delete(file);
      }
      Files.write(pack, damaged);
      assertEquals(List.of(), found(packs(), 0, 1), "damaged at " + at);
      keep(packs(), 0, 1);
      assertEquals(List.of(0), found(packs(), 0, 1), "damaged at " + at);
    }
  }

  @Test
  void theOldestGoWhenThereIsMoreThanTheBound() throws IOException {
    long bound = 50_000;
    FeaturePacks packs = packs(bound);
    FeaturePacks reader = packs(bound);
    for (int i = 0; i < 1000; i++) {
      keep(packs, i, i + 1);
      assertEquals(List.of(i), found(reader, i, i + 1), "the newest is there");
      if (i % 50 == 0) {
        assertTrue(bytes() <= bound, bytes() + " bytes");
      }
    }
    assertTrue(bytes() > bound / 2, bytes() + " bytes");
    for (FeaturePacks each : List.of(packs, reader, packs(bound))) {
      List<Integer> left = found(each, 0, 1000);
      assertTrue(left.size() > 150 && left.size() < 750, left::toString);
      assertEquals(List.of(), left.stream().filter(i -> i < 100).toList());
    }
    keep(packs, 0, 100);
    assertEquals(100, found(reader, 0, 100).size(), "they are kept again");
  }

  @Test
  void whatIsReadStaysLongerThanWhatIsNot() throws IOException {
    long bound = 50_000;
    FeaturePacks packs = packs(bound);
    keep(packs, 0, 100);
    int room = (int) (bound / (bytes() / 100));
    FileTime anHourAgo = FileTime.from(Instant.now().minusSeconds(3600));
    for (Path pack : files(".pack")) {
      Files.setLastModifiedTime(pack, anHourAgo);
    }
    assertEquals(20, found(packs(bound), 0, 20).size());
    keep(packs, 100, room + 40);
    assertEquals(20, found(packs, 0, 20).size(), "they were read");
    assertTrue(found(packs, 20, 100).size() < 60, "nobody has asked for the others");
  }

  @Test
  void whatIsLargerThanTheBoundIsNotKept() {
    packs(1000).keep(ENCODER, input(0), features(0, 100, 3));
    assertFalse(Files.exists(root));
  }

  @Test
  void deletedPacksAreMissedByNobody() throws IOException {
    FeaturePacks packs = packs();
    keep(packs, 0, 50);
    for (Path pack : files(".pack")) {
      Files.delete(pack);
    }
    assertEquals(List.of(), found(packs, 0, 50));
    keep(packs, 25, 75);
    assertEquals(50, found(packs, 0, 100).size());
    assertEquals(50, found(packs(), 0, 100).size());
  }
}
