package io.fusebox.runtime.engine.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.TinyHome;
import io.fusebox.runtime.engine.progress.ProgressListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys that features are kept by. */
class FeatureStoreTest {
  @TempDir Path folder;
  private TinyHome home;
  private Path kept;

  @BeforeEach
  void writeHome() throws IOException {
    home = TinyHome.in(folder);
    home.pipeline("bytes, model: bart", "strategy: prompting");
    kept = folder.resolve("features");
  }

  /** How many features a new store has to compute. */
  private long computed() {
    FeatureStore store = new FeatureStore(kept);
    try (Pipeline pipeline = home.assemble()) {
      List<Path> inputs = List.of(folder.resolve("0.bin"), folder.resolve("3.bin"));
      store.prepare(pipeline.modalityInputs().get(0), inputs, ProgressListener.NONE);
    }
    return store.misses();
  }

  @Test
  void theyAreMadeAnewWhereSomethingElseDecidesThem() throws IOException {
    assertEquals(2, computed());
    assertEquals(0, computed());
    Files.writeString(folder.resolve("bart/preprocessor_config.json"), "{\"image_mean\": [0]}");
    assertEquals(2, computed(), "another preprocessor");
    home.pipeline("bytes, model: bart, width: 33", "strategy: [cutting, prompting]");
    assertEquals(2, computed(), "another setting");
    Files.write(folder.resolve("0.bin"), new byte[] {9, 9});
    assertEquals(1, computed(), "other bytes of the same size");
  }

  @Test
  void theyAreKeptWhereNothingThatDecidesThemIsAnother() throws IOException {
    assertEquals(2, computed());
    Files.writeString(folder.resolve("bart/README.md"), "of no use");
    Files.move(folder.resolve("bart"), folder.resolve("moved"));
    Files.writeString(
        folder.resolve("tiny.yaml"),
        "plm: moved\nmodalities:\n  image: {encoder: bytes, model: moved, width: 32}\n"
            + "strategy: prompting\n");
    Files.move(folder.resolve("0.bin"), folder.resolve("x.bin"));
    Files.move(folder.resolve("3.bin"), folder.resolve("0.bin"));
    Files.move(folder.resolve("x.bin"), folder.resolve("3.bin"));
    assertEquals(0, computed());
  }

  @Test
  void inputsThatChangePlacesWhileItRunsHaveEachOthersFeatures() throws IOException {
    FeatureStore store = new FeatureStore(kept);
    Path one = folder.resolve("0.bin");
    Path other = folder.resolve("3.bin");
    try (Pipeline pipeline = home.assemble()) {
      float[] ofOne = store.features(pipeline.modalityInputs().get(0), one).data();
      float[] ofOther = store.features(pipeline.modalityInputs().get(0), other).data();
      assertFalse(Arrays.equals(ofOne, ofOther));
      Files.setLastModifiedTime(other, Files.getLastModifiedTime(one));
      Files.move(one, folder.resolve("x.bin"));
      Files.move(other, one);
      Files.move(folder.resolve("x.bin"), other);
      assertArrayEquals(ofOther, store.features(pipeline.modalityInputs().get(0), one).data());
      assertArrayEquals(ofOne, store.features(pipeline.modalityInputs().get(0), other).data());
    }
  }

  @Test
  void thoseOfAnotherMachineAreFoundByTheirKeys() {
    FeatureStore elsewhere = FeatureStore.inMemory();
    try (Pipeline pipeline = home.assemble()) {
      for (String name : List.of("0.bin", "3.bin")) {
        Path input = folder.resolve(name);
        var modalityInput = pipeline.modalityInputs().get(0);
        new FeatureStore(kept)
            .keep(elsewhere.key(modalityInput, input), elsewhere.features(modalityInput, input));
      }
    }
    assertEquals(2, elsewhere.misses());
    assertEquals(0, computed());
  }

  @Test
  void inMemoryThereAreNoFiles() throws IOException {
    FeatureStore store = FeatureStore.inMemory();
    try (Stream<Path> before = Files.walk(folder);
        Pipeline pipeline = home.assemble()) {
      long files = before.count();
      Path input = folder.resolve("0.bin");
      store.features(pipeline.modalityInputs().get(0), input);
      store.features(pipeline.modalityInputs().get(0), input);
      assertEquals(1, store.misses());
      try (Stream<Path> after = Files.walk(folder)) {
        assertEquals(files, after.count());
      }
    }
  }

  @Test
  void whatALaterFuseboxKeptIsRefusedByName() throws IOException {
    computed();
    try (Stream<Path> all = Files.walk(kept)) {
      for (Path pack : all.filter(file -> file.toString().endsWith(".pack")).toList()) {
        byte[] bytes = Files.readAllBytes(pack);
        bytes["fusebox-pack".length()] = 99;
        Files.write(pack, bytes);
      }
    }
    String message = assertThrows(FuseboxException.class, this::computed).getMessage();
    assertTrue(message.contains("was written by a later Fusebox: its format is 99"), message);
  }
}
