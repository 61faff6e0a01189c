package io.fusebox.toolkit.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.fixtures.ModelFolders;
import io.fusebox.toolkit.files.JsonFile;
import io.fusebox.toolkit.safetensors.Dtype;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a model folder nobody has asked for. */
class UnreadTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"attention_scale\": 2.5} | attention_scale = 2.5",
        "{\"use_sliding_window\": true} | use_sliding_window = true",
        "{\"qkv_bias\": false} | qkv_bias = false",
        "{\"normalize_before\": true} | normalize_before = true",
        "{\"position_embedding_type\": \"relative_key\"} | position_embedding_type = \"relative_key\"",
        "{\"pruned_heads\": {\"0\": [1]}} | pruned_heads = {\"0\":[1]}",
        "{\"auto_map\": {\"AutoModel\": \"my.Model\"}} | auto_map = {\"AutoModel\":\"my.Model\"}",
      })
  void aFieldThatMayMatterIsNamedWithItsValue(String config, String field) throws IOException {
    List<String> unread = CheckpointFolder.open(ModelFolders.of(folder, config)).unreadTensors();
    assertEquals(1, unread.size(), unread::toString);
    assertTrue(unread.get(0).contains(field), unread::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"_name_or_path\": \"x\", \"torch_dtype\": \"float16\", \"dtype\": \"float32\"}",
        "{\"hidden_dropout_prob\": 0.1, \"layerdrop\": 0.1, \"mask_time_prob\": 0.05}",
        "{\"pruned_heads\": {}, \"attention_scale\": null, \"out_indices\": []}",
        "{\"normalize_before\": false, \"position_embedding_type\": \"absolute\"}",
        "{\"do_sample\": false, \"temperature\": 1.0, \"min_length\": 0}",
      })
  void whatChangesNoNumberIsNotNamed(String config) throws IOException {
    assertEquals(List.of(), CheckpointFolder.open(ModelFolders.of(folder, config)).unreadTensors());
  }

  @Test
  void whatWasAskedForIsRead() throws IOException {
    CheckpointFolder checkpoint =
        CheckpointFolder.open(
            ModelFolders.of(folder, "{\"a\": 1, \"b\": {\"c\": 2, \"d\": 3}, \"e\": {\"f\": 4}}"));
    assertEquals(1, checkpoint.config().path("a").intValue());
    assertEquals(2, checkpoint.config().path("b").path("c").intValue());
    assertTrue(checkpoint.config().path("e").isObject());
    List<String> unread = checkpoint.unreadTensors();
    assertEquals(1, unread.size(), unread::toString);
    assertTrue(unread.get(0).contains("b.d = 3"), unread::toString);
  }

  @Test
  void aTensorThatNobodyReadsIsNamedUnlessItIsLeftOnPurpose() throws IOException {
    CheckpointFolder checkpoint = tensors("layers.0.weight", "layers.1.weight", "head.bias");
    try (NDManager manager = NDManager.newBaseManager()) {
      checkpoint.tensor(manager, "layers.0.weight", new Shape(2));
    }
    checkpoint.ignore("head.");
    List<String> unread = checkpoint.unreadTensors();
    assertEquals(1, unread.size(), unread::toString);
    assertTrue(unread.get(0).contains("layers.1.weight;"), unread::toString);
    assertFalse(unread.get(0).contains("head.bias"), unread::toString);
  }

  @Test
  void manyTensorsAreCounted() throws IOException {
    String unread = tensors("a", "b", "c", "d", "e", "f", "g").unreadTensors().toString();
    assertTrue(unread.contains("a, b, c, d, e and 2 more"), unread);
  }

  @Test
  void anArchitectureOfAnotherFamilyIsNamed() throws IOException {
    String mixed = "{\"model_type\": \"bart\", \"architectures\": [\"%s\"]}";
    String unread =
        CheckpointFolder.open(ModelFolders.of(folder, mixed.formatted("MBartModel")))
            .unreadTensors()
            .toString();
    assertTrue(unread.contains("MBartModel"), unread);
    String own = mixed.formatted("FlaxBartForConditionalGeneration");
    assertEquals(List.of(), CheckpointFolder.open(ModelFolders.of(folder, own)).unreadTensors());
  }

  @Test
  void quantizedWeightsAreRefused() {
    String config = "{\"quantization_config\": {\"load_in_8bit\": true}}";
    FuseboxException e =
        assertThrows(
            FuseboxException.class, () -> CheckpointFolder.open(ModelFolders.of(folder, config)));
    assertTrue(e.getMessage().contains("'quantization_config'"), e.getMessage());
  }

  @Test
  void ofOneFileAndShardsTheOneFileIsReadAndThatIsTold() throws IOException {
    tensors("a");
    Files.writeString(folder.resolve("model.safetensors.index.json"), "{}");
    String told = ModelFolders.logged(() -> CheckpointFolder.open(folder));
    assertTrue(told.contains("has both model.safetensors and model.safetensors.index.json"), told);
    assertEquals("", ModelFolders.logged(() -> CheckpointFolder.open(folder)), "told once");
  }

  private CheckpointFolder tensors(String... names) throws IOException {
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> all = new TreeMap<>();
      for (String name : names) {
        all.put(name, manager.ones(new Shape(2)));
      }
      byte[] empty = "{}".getBytes(StandardCharsets.UTF_8);
      JsonNode config = JsonFile.parseObject(empty, folder);
      CheckpointWriter.write(folder, config, all, Dtype.F32);
    }
    return CheckpointFolder.open(folder);
  }
}
