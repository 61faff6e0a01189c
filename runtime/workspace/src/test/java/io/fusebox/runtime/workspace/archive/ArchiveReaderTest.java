package io.fusebox.runtime.workspace.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.fixtures.HostileInputs;
import io.fusebox.toolkit.files.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveReaderTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] PIPELINE =
      "plm: embedded:a\nstrategy: s\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] WEIGHTS = {1, 2, 3, 4, 5};
  private static final byte[] CONFIG = "{}".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private int refused;

  private record Entry(String name, byte[] bytes) {}

  private static ObjectNode file(String name, byte[] bytes) {
    return JSON.createObjectNode()
        .put("name", name)
        .put("size", bytes.length)
        .put("sha256", Sha256.hex(bytes));
  }

  private static ObjectNode manifest() {
    ObjectNode manifest =
        JSON.createObjectNode()
            .put("format", 1)
            .put("fusebox", "0.2.0")
            .put("pipeline", "shapes")
            .put("strategy", "s");
    manifest.putObject("identity").put("plm.id", "bart");
    manifest
        .putArray("files")
        .add(file("pipeline.yaml", PIPELINE))
        .add(file("weights.safetensors", WEIGHTS));
    ObjectNode model =
        manifest
            .putArray("models")
            .addObject()
            .put("reference", "embedded:a")
            .put("name", "a")
            .put("path", "/models/a")
            .put("archived", true);
    model.putArray("files").add(file("config.json", CONFIG));
    manifest
        .putArray("plugins")
        .addObject()
        .put("id", "s")
        .put("version", "1")
        .put("archived", false);
    return manifest;
  }

  private static List<Entry> entries() {
    return new ArrayList<>(
        List.of(
            new Entry("pipeline.yaml", PIPELINE),
            new Entry("weights.safetensors", WEIGHTS),
            new Entry("models/a/config.json", CONFIG)));
  }

  private static byte[] zip(ObjectNode manifest, List<Entry> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("manifest.json"));
      zip.write(JSON.writeValueAsBytes(manifest));
      for (Entry entry : entries) {
        zip.putNextEntry(new ZipEntry(entry.name()));
        zip.write(entry.bytes());
      }
    }
    return bytes.toByteArray();
  }

  private ArchiveManifest unpack(byte[] archive, String to) throws IOException {
    Path file = Files.write(folder.resolve("archive"), archive);
    return new ArchiveReader(file).unpack(Files.createDirectories(folder.resolve(to)));
  }

  private void refuses(byte[] archive, String why) throws IOException {
    String message =
        assertThrows(FuseboxException.class, () -> unpack(archive, "inside/refused" + refused++))
            .getMessage();
    assertTrue(message.contains(why), message);
    try (Stream<Path> outside = Files.list(folder)) {
      assertEquals(
          List.of("archive", "inside"),
          outside.map(f -> f.getFileName().toString()).sorted().toList());
    }
  }

  private void refusesManifest(Consumer<ObjectNode> change, String why) throws IOException {
    ObjectNode manifest = manifest();
    change.accept(manifest);
    refuses(zip(manifest, entries()), why);
  }

  @Test
  void unpacksWhatItsManifestNames() throws IOException {
    ArchiveManifest read = unpack(zip(manifest(), entries()), "good");
    assertEquals("shapes", read.pipeline());
    assertEquals(Map.of("plm.id", "bart"), read.identity());
    for (Entry entry : entries()) {
      assertEquals(
          Sha256.hex(entry.bytes()),
          Sha256.hex(Files.readAllBytes(folder.resolve("good").resolve(entry.name()))));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../up",
        "/etc/passwd",
        "a/../../up",
        "..",
        "a\\..\\up",
        "C:up",
        "a//b",
        ".hidden",
        "a\u0000b",
        "a/./b",
        ""
      })
  void noFileLeavesItsFolder(String name) throws IOException {
    refusesManifest(
        m -> ((ObjectNode) m.at("/models/0/files/0")).put("name", name), "unsafe file name");
    refusesManifest(m -> ((ObjectNode) m.at("/models/0")).put("name", name), "unsafe model name");
    refusesManifest(m -> ((ObjectNode) m.at("/plugins/0")).put("id", name), "unsafe plug-in id");
    refusesManifest(m -> m.put("pipeline", name), "unsafe pipeline name");
    List<Entry> more = entries();
    more.add(new Entry("x" + name, CONFIG));
    refuses(zip(manifest(), more), "");
  }

  @Test
  void refusesOtherBytesThanItsManifestSays() throws IOException {
    List<Entry> other = entries();
    other.set(1, new Entry("weights.safetensors", new byte[] {1, 2, 3, 4, 6}));
    refuses(zip(manifest(), other), "does not have the SHA-256");
    other.set(1, new Entry("weights.safetensors", new byte[] {1, 2, 3, 4, 5, 6}));
    refuses(zip(manifest(), other), "longer than its manifest says");
    other.set(1, new Entry("weights.safetensors", new byte[] {1, 2}));
    refuses(zip(manifest(), other), "shorter than its manifest says");
    other.remove(1);
    refuses(zip(manifest(), other), "ends before [weights.safetensors]");
    byte[] whole = zip(manifest(), entries());
    refuses(Arrays.copyOf(whole, whole.length / 2), "");
  }

  @Test
  void refusesABombWhateverItSaysOfItsSize() throws IOException {
    byte[] zeros = new byte[64 << 20];
    List<Entry> bomb = entries();
    bomb.set(1, new Entry("weights.safetensors", zeros));
    refuses(zip(manifest(), bomb), "longer than its manifest says");
    refusesManifest(
        m -> ((ObjectNode) m.at("/files/1")).put("size", 400L << 20), "say that they unpack to");
    refusesManifest(
        m -> ((ObjectNode) m.at("/files/1")).put("size", Long.MAX_VALUE), "larger than any disk");
    refusesManifest(m -> ((ObjectNode) m.at("/files/0")).put("size", 1L << 20), "is too large");
  }

  @Test
  void refusesWhatItDoesNotKnow() throws IOException {
    refusesManifest(m -> m.put("format", 2), "it has the format 2, this Fusebox reads 1");
    refusesManifest(m -> m.put("format", "1"), "it has the format");
    refusesManifest(m -> m.remove("files"), "its manifest is not whole");
    refusesManifest(m -> m.withArray("files").addNull(), "empty entry");
    refusesManifest(m -> m.withArray("files").add(file("more.txt", CONFIG)), "unknown file");
    refusesManifest(m -> m.withArray("files").add(file("PIPELINE.yaml", PIPELINE)), "twice");
    refuses(zip(manifest(), List.of()), "ends before");
    refuses(new byte[0], "it is not an archive");
    refuses("hello".getBytes(StandardCharsets.UTF_8), "it is not an archive");
  }

  /** Bytes changed anywhere: refused in words, or read as what it was. */
  @Test
  void readsOrRefusesDamagedArchives() throws IOException {
    AtomicInteger tries = new AtomicInteger();
    HostileInputs.ofBytes("archive", List.of(zip(manifest(), entries())))
        .tryAll(
            400,
            bytes -> {
              String to = "inside/" + tries.incrementAndGet();
              unpack(bytes, to);
              assertEquals(
                  Sha256.hex(WEIGHTS),
                  Sha256.hex(
                      Files.readAllBytes(folder.resolve(to).resolve("weights.safetensors"))));
            });
    assertFalse(Files.exists(folder.resolve("up")));
  }

  /** The same for what the manifest says. */
  @Test
  void readsOrRefusesDamagedManifests() throws IOException {
    AtomicInteger tries = new AtomicInteger();
    HostileInputs.ofText("manifest", List.of(JSON.writeValueAsBytes(manifest())))
        .tryAll(
            400,
            bytes -> {
              ByteArrayOutputStream out = new ByteArrayOutputStream();
              try (ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.putNextEntry(new ZipEntry("manifest.json"));
                zip.write(bytes);
                for (Entry entry : entries()) {
                  zip.putNextEntry(new ZipEntry(entry.name()));
                  zip.write(entry.bytes());
                }
              }
              unpack(out.toByteArray(), "inside/" + tries.incrementAndGet());
            });
    assertFalse(Files.exists(folder.resolve("up")));
  }
}
