package io.fusebox.toolkit.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.fixtures.Fixtures;
import io.fusebox.toolkit.safetensors.Dtype;
import io.fusebox.toolkit.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {
  private static final Path BART = Fixtures.folder("golden/bart-tiny");

  @TempDir Path folder;
  private NDManager manager;

  @BeforeEach
  void open() {
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void aProgramWithItsWeightsIsAModelByItself() throws IOException {
    Path one = Files.write(folder.resolve("one.pt"), new byte[] {'P', 'K', 3, 4, 1});
    Path same = Files.write(folder.resolve("renamed.pt"), new byte[] {'P', 'K', 3, 4, 1});
    Path other = Files.write(folder.resolve("other.pt"), new byte[] {'P', 'K', 3, 4, 2});
    CheckpointFolder model = CheckpointFolder.open(one);
    assertEquals(one, model.folder());
    assertFalse(model.has("weight"));
    assertEquals(List.of(), model.unreadTensors());
    assertEquals(CheckpointFolder.open(same).hash(), model.hash());
    assertNotEquals(CheckpointFolder.open(other).hash(), model.hash());
    Path text = Files.writeString(folder.resolve("text.pt"), "no zip");
    assertThrows(FuseboxException.class, () -> CheckpointFolder.open(text));
  }

  @Test
  void opensAFolderWithOneFile() {
    CheckpointFolder bart = CheckpointFolder.open(BART);
    assertEquals("bart", bart.config().path("model_type").asText());
    assertTrue(bart.has("model.shared.weight"));
    NDArray logitsBias = bart.tensor(manager, "final_logits_bias", new Shape(1, 120)).orElseThrow();
    assertEquals(new Shape(1, 120), logitsBias.getShape());
    assertTrue(bart.tensor(manager, "nothing", new Shape(1)).isEmpty());
  }

  @Test
  void followsAliases() {
    CheckpointFolder aliased =
        CheckpointFolder.open(BART, "model_names_bart_large_cnn.safetensors");
    assertFalse(aliased.names().contains("model.shared.weight"));
    Shape shape = new Shape(120, 32);
    NDArray shared = aliased.tensor(manager, "model.shared.weight", shape).orElseThrow();
    NDArray plain =
        CheckpointFolder.open(BART).tensor(manager, "model.shared.weight", shape).orElseThrow();
    assertArrayEquals(plain.toFloatArray(), shared.toFloatArray());
    assertFalse(aliased.has("format"));
  }

  @Test
  void refusesAnotherShape() {
    CheckpointFolder bart = CheckpointFolder.open(BART);
    String message = refusal(() -> bart.tensor(manager, "final_logits_bias", new Shape(1, 119)));
    assertTrue(message.contains("(1, 120)") && message.contains("(1, 119)"), message);
  }

  @Test
  void readsShards() throws IOException {
    writeShards("{\"weight_map\": {\"a\": \"1.safetensors\", \"b\": \"2.safetensors\"}}");
    CheckpointFolder sharded = CheckpointFolder.open(folder);
    assertEquals(2f, sharded.tensor(manager, "b", new Shape(1)).orElseThrow().getFloat());
    assertEquals(1f, sharded.tensor(manager, "a", new Shape(1)).orElseThrow().getFloat());
  }

  @Test
  void refusesAnIndexThatLies() throws IOException {
    writeShards("{\"weight_map\": {\"a\": \"1.safetensors\", \"b\": \"1.safetensors\"}}");
    assertTrue(refusal(() -> CheckpointFolder.open(folder)).contains("promises tensor 'b'"));
  }

  @Test
  void refusesShardsOutsideTheFolder() throws IOException {
    for (String shard :
        new String[] {"../1.safetensors", "/1.safetensors", "x/../1", "..", "", "C:1", "a\\\\b"}) {
      writeShards("{\"weight_map\": {\"a\": \"" + shard + "\"}}");
      assertTrue(refusal(() -> CheckpointFolder.open(folder)).contains("must be a file in"), shard);
    }
  }

  @Test
  void refusesMalformedIndexes() throws IOException {
    for (String index :
        new String[] {
          "",
          "[]",
          "{}",
          "{\"weight_map\": []}",
          "{\"weight_map\": {}}",
          "{\"weight_map\": {\"a\": 1}}",
          "{\"weight_map\": {\"a\": \"1.safetensors\", \"a\": \"2.safetensors\"}}",
          "{\"weight_map\": {\"a\": \"3.safetensors\"}}",
          "{\"weight_map\": {\"a\": \"1.safetensors\"}} x",
        }) {
      writeShards(index);
      assertTrue(refusal(() -> CheckpointFolder.open(folder)).contains(folder.toString()), index);
    }
  }

  @Test
  void saysWhatIsMissingAndTheWayOut() throws IOException {
    Path nowhere = folder.resolve("nowhere");
    assertTrue(refusal(() -> CheckpointFolder.open(nowhere)).contains("no model folder"));
    assertTrue(refusal(() -> CheckpointFolder.open(folder)).contains("no config.json"));
    Files.writeString(folder.resolve("config.json"), "{}");
    assertTrue(refusal(() -> CheckpointFolder.open(folder)).contains("has no weights"));
    Files.writeString(folder.resolve("pytorch_model.bin"), "PK");
    String message = refusal(() -> CheckpointFolder.open(folder));
    assertTrue(message.contains("pytorch_model.bin"), message);
    assertTrue(message.contains("safe_serialization=True"), message);
  }

  @Test
  void refusesAConfigurationThatIsNoObject() throws IOException {
    Files.copy(BART.resolve("model.safetensors"), folder.resolve("model.safetensors"));
    for (String config : new String[] {"", "[1]", "{\"a\":", "{\"a\": 1, \"a\": 2}"}) {
      Files.writeString(folder.resolve("config.json"), config);
      assertTrue(refusal(() -> CheckpointFolder.open(folder)).contains("config.json"), config);
    }
  }

  @Test
  void writesWhatItReads() {
    ObjectNode config = JsonNodeFactory.instance.objectNode().put("model_type", "x");
    NDArray weight = manager.create(new float[] {1, 2, 3, 4}, new Shape(2, 2));
    CheckpointWriter.write(folder.resolve("new"), config, Map.of("w", weight), Dtype.F16);
    CheckpointFolder read = CheckpointFolder.open(folder.resolve("new"));
    assertEquals(config, read.config());
    assertEquals(weight, read.tensor(manager, "w", new Shape(2, 2)).orElseThrow());
  }

  @Test
  void theHashFollowsContentNotPlace() throws IOException {
    String hash = CheckpointFolder.open(BART).hash();
    assertTrue(hash.matches("[0-9a-f]{64}"), hash);
    Files.copy(BART.resolve("config.json"), folder.resolve("config.json"));
    Files.copy(BART.resolve("model.safetensors"), folder.resolve("model.safetensors"));
    assertEquals(hash, CheckpointFolder.open(folder).hash());
    Files.writeString(
        folder.resolve("config.json"), Files.readString(BART.resolve("config.json")) + "\n");
    assertNotEquals(hash, CheckpointFolder.open(folder).hash());
  }

  @Test
  void everyFileThatDecidesANumberIsInTheHashAndNothingElse() throws IOException {
    writeShards("{\"weight_map\": {\"a\": \"1.safetensors\", \"b\": \"2.safetensors\"}}");
    String hash = CheckpointFolder.open(folder).hash();
    String former = CheckpointFolder.open(folder).hashWithoutTokenizer();
    for (String idle :
        List.of("README.md", ".gitattributes", "pytorch_model.bin", "3.safetensors", "LICENSE")) {
      Files.writeString(folder.resolve(idle), "x");
      assertEquals(hash, CheckpointFolder.open(folder).hash(), idle);
    }
    for (String deciding :
        List.of(
            "preprocessor_config.json",
            "processor_config.json",
            "vocab.json",
            "merges.txt",
            "tokenizer.json",
            "tokenizer_config.json",
            "special_tokens_map.json",
            "added_tokens.json",
            "spiece.model",
            "chat_template.jinja",
            "generation_config.json")) {
      Files.writeString(folder.resolve(deciding), "{}");
      String with = CheckpointFolder.open(folder).hash();
      assertNotEquals(hash, with, deciding);
      Files.writeString(folder.resolve(deciding), "{ }");
      hash = CheckpointFolder.open(folder).hash();
      assertNotEquals(with, hash, deciding);
      assertEquals(former, CheckpointFolder.open(folder).hashWithoutTokenizer());
    }
    write("2.safetensors", "b", 3);
    assertNotEquals(hash, CheckpointFolder.open(folder).hash());
  }

  @Test
  void eachFileHasItsOwnDigestAndVocabularyThatIsNotReadHasNone() throws IOException {
    writeShards("{\"weight_map\": {\"a\": \"1.safetensors\", \"b\": \"2.safetensors\"}}");
    Files.writeString(folder.resolve("vocab.json"), "{}");
    assertEquals(
        Set.of(
            "1.safetensors",
            "2.safetensors",
            "config.json",
            "model.safetensors.index.json",
            "vocab.json"),
        CheckpointFolder.open(folder).digests().keySet());
    Files.writeString(folder.resolve("tokenizer.json"), "{}");
    Set<String> names = CheckpointFolder.open(folder).digests().keySet();
    assertTrue(names.contains("tokenizer.json") && !names.contains("vocab.json"), "" + names);
  }

  @Test
  void aFileThatIsThereInNameOnlyDoesNotPassForAbsent() throws IOException {
    writeShards("{\"weight_map\": {\"a\": \"1.safetensors\", \"b\": \"2.safetensors\"}}");
    Path file = folder.resolve("preprocessor_config.json");
    Files.createSymbolicLink(file, Path.of("../blobs/gone"));
    String message = refusal(() -> CheckpointFolder.open(folder).digests());
    assertTrue(message.startsWith(file + " is a link to what is not there, expected"), message);
    Files.delete(file);
    Files.createDirectory(folder.resolve("generation_config.json"));
    message = refusal(() -> CheckpointFolder.open(folder).digests());
    assertTrue(message.contains("generation_config.json is no regular file, expected"), message);
  }

  private void writeShards(String index) throws IOException {
    Files.writeString(folder.resolve("config.json"), "{}");
    Files.writeString(folder.resolve("model.safetensors.index.json"), index);
    write("1.safetensors", "a", 1);
    write("2.safetensors", "b", 2);
  }

  private void write(String file, String name, float value) {
    Map<String, NDArray> tensors = Map.of(name, manager.create(new float[] {value}));
    SafetensorsWriter.write(folder.resolve(file), tensors, Map.of(), Dtype.F32);
  }

  private static String refusal(org.junit.jupiter.api.function.Executable action) {
    return assertThrows(FuseboxException.class, action).getMessage();
  }
}
