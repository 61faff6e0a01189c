package io.fusebox.runtime.engine.pipeline;

import io.fusebox.fixtures.HostileInputs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostilePipelinesTest {
  private static final String GENERATING =
      """
      # comment
      plm: embedded:bart
      modalities:
        sensor: {encoder: csv, window: 3}
        image: &image {encoder: vit, model: ../vit, features: pooled}
        other: *image
      strategy: {id: promptfuse, prompt-length: 5, deep: {<<: {a: 1}, b: "x"}}
      positions: continuous
      train-layernorm: true
      answer: {max-length: 9}
      weights: trained.safetensors
      """;
  private static final String CLASSIFYING =
      """
      plm: {model: "embedded:bart", id: bart}
      strategy: [linear, {id: promptfuse}]
      task:
        verbalizer:
          sarcastic: ' True'
          sincere: ' False'
      """;

  @TempDir Path folder;

  @Test
  void pipelinesAreReadOrRefused() {
    List<byte[]> good =
        List.of(
            GENERATING.getBytes(StandardCharsets.UTF_8),
            CLASSIFYING.getBytes(StandardCharsets.UTF_8));
    HostileInputs.ofText("pipeline", good)
        .tryAll(
            1000, file -> PipelineFile.read(Files.write(folder.resolve("p.yaml"), file), folder));
  }
}
