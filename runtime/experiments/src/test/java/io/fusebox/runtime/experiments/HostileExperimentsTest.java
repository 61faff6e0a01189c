package io.fusebox.runtime.experiments;

import io.fusebox.fixtures.HostileInputs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileExperimentsTest {
  private static final String GOOD =
      """
      pipeline: my.yaml
      data: {path: vqa, format: vqa-v2, train: train2014, test: val2014, limit: 100, bad-inputs: skip}
      strategies:
        - promptfuse
        - {id: promptfuse, prompt-length: 10}
        - [linear, {id: promptfuse, prompt-length: 5}]
      shots: [128, 0]
      seeds: [0, 7]
      training: {epochs: 3, batch: 8, learning-rate: 0.1, schedule: constant, drop-text: 0.5}
      subsets: [text, [image, text]]
      ablations: {features: [pooled, sequence], prompt-length: 5}
      baselines: []
      """;

  @TempDir Path folder;

  @Test
  void experimentsAreReadOrRefused() {
    HostileInputs.ofText("experiment", List.of(GOOD.getBytes(StandardCharsets.UTF_8)))
        .tryAll(600, file -> ExperimentFile.read(Files.write(folder.resolve("e.yaml"), file)));
  }
}
