package io.fusebox.runtime.engine.pipeline;

import ai.djl.ndarray.NDManager;
import io.fusebox.fixtures.HostileInputs;
import io.fusebox.plm.bart.Bart;
import io.fusebox.plm.t5.T5;
import io.fusebox.testkit.GoldenCase;
import io.fusebox.toolkit.checkpoint.CheckpointFolder;
import io.fusebox.toolkit.generation.GenerationConfigReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JSON files of a model's folder, whose weights are as they should be. */
class HostileCheckpointsTest {
  private static final String GENERATION =
      """
      {"max_length": 20, "min_length": 0, "num_beams": 4, "early_stopping": true,
       "length_penalty": 2.0, "no_repeat_ngram_size": 3, "forced_bos_token_id": 0,
       "forced_eos_token_id": [2], "num_return_sequences": 1, "do_sample": false}
      """;
  private static final String INDEX =
      """
      {"metadata": {"total_size": 8}, "weight_map": {"a": "s1.safetensors", "b": "s1.safetensors"}}
      """;

  private static final String SHARD =
      """
      {"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]},\
       "b": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}}""";

  @TempDir Path folder;

  @Test
  void configurationsOfBartAreReadOrRefused() throws IOException {
    config("bart-tiny", manager -> Bart.load(CheckpointFolder.open(folder), manager, () -> null));
  }

  @Test
  void configurationsOfT5AreReadOrRefused() throws IOException {
    config("t5-tiny", manager -> T5.load(CheckpointFolder.open(folder), manager, () -> null));
  }

  @Test
  void generationOptionsAreReadOrRefused() {
    HostileInputs.ofText("generation_config.json", bytes(GENERATION))
        .tryAll(
            300,
            file -> {
              Files.write(folder.resolve("generation_config.json"), file);
              GenerationConfigReader.file(folder);
            });
  }

  @Test
  void indicesOfShardsAreReadOrRefused() throws IOException {
    Files.copy(GoldenCase.of("bart-tiny").file("config.json"), folder.resolve("config.json"));
    ByteBuffer shard =
        ByteBuffer.allocate(Long.BYTES + SHARD.length() + 8).order(ByteOrder.LITTLE_ENDIAN);
    shard.putLong(SHARD.length()).put(SHARD.getBytes(StandardCharsets.UTF_8));
    Files.write(folder.resolve("s1.safetensors"), shard.array());
    HostileInputs.ofText("model.safetensors.index.json", bytes(INDEX))
        .tryAll(
            200,
            file -> {
              Files.write(folder.resolve("model.safetensors.index.json"), file);
              CheckpointFolder.open(folder);
            });
  }

  private interface Loading {
    void load(NDManager manager);
  }

  private void config(String model, Loading loading) throws IOException {
    Path golden = GoldenCase.of(model).folder();
    Files.copy(golden.resolve("model.safetensors"), folder.resolve("model.safetensors"));
    byte[] good = Files.readAllBytes(golden.resolve("config.json"));
    HostileInputs.ofText("config.json of " + model, List.of(good))
        .tryAll(
            400,
            file -> {
              Files.write(folder.resolve("config.json"), file);
              try (NDManager manager = NDManager.newBaseManager()) {
                loading.load(manager);
              }
            });
  }

  private static List<byte[]> bytes(String text) {
    return List.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
