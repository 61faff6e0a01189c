package io.fusebox.runtime.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.data.BadInputPolicy;
import io.fusebox.runtime.data.Shots.SamplingMethod;
import io.fusebox.runtime.engine.pipeline.ComponentSpec;
import io.fusebox.runtime.training.ModalityDropout;
import io.fusebox.runtime.worlds.SyntheticWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentFileTest {
  private static final String WHOLE =
      """
      pipeline: my.yaml
      data: {path: vqa, format: vqa-v2, train: train2014, test: val2014, limit: 100, bad-inputs: skip}
      strategies:
        - promptfuse
        - {id: promptfuse, prompt-length: 10}
        - linear+promptfuse
        - [linear, {id: promptfuse, prompt-length: 5}]
      shots: [128, 0]
      seeds: [0, 7]
      training: {epochs: 3, batch: 8, learning-rate: 0.1, schedule: constant, sampling: balanced, drop-text: 0.5}
      subsets: [text, [image, text]]
      ablations: {features: [pooled, sequence], prompt-length: 5}
      baselines: []
      """;

  @TempDir Path folder;

  private ExperimentSpec read(String yaml) {
    try {
      return ExperimentFile.read(Files.writeString(folder.resolve("a.yaml"), yaml));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void everythingThatAFileSaysIsRead() {
    ExperimentSpec spec = read(WHOLE);
    assertEquals("a", spec.name());
    assertEquals("my.yaml", spec.pipeline());
    assertEquals(
        new DataSpec(
            "vqa",
            SyntheticWorld.SHAPES,
            "vqa-v2",
            "train2014",
            "val2014",
            100,
            BadInputPolicy.SKIP),
        spec.data());
    assertEquals(
        List.of("promptfuse", "promptfuse", "linear+promptfuse", "linear+promptfuse"),
        spec.strategies().stream()
            .map(chain -> String.join("+", chain.stream().map(ComponentSpec::id).toList()))
            .toList());
    assertEquals(Map.of("prompt-length", 5), spec.strategies().get(3).get(1).settings());
    assertEquals(List.of(128, 0), spec.shots());
    assertEquals(List.of(0L, 7L), spec.seeds());
    assertEquals(SamplingMethod.BALANCED, spec.training().sampling());
    assertEquals(new ModalityDropout(0, 0.5), spec.training().plan(0, 0).dropping());
    assertEquals(List.of(Set.of("text"), Set.of("image", "text")), spec.subsets());
    assertEquals(List.of("pooled", "sequence"), spec.ablations().get("features"));
    assertEquals(List.of(5), spec.ablations().get("prompt-length"));
    assertEquals(List.of(), spec.baselines());
  }

  @Test
  void everyBaselineStandsBesideTheResultsUnlessTheFileSaysOtherwise() {
    assertEquals(List.of(Baseline.values()), read("seeds: 1").baselines());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sedes: [1]|did you mean seeds?",
        "training: {epoch: 3}|did you mean epochs?",
        "training: {epochs: 0}|epochs must be positive, found 0",
        "training: {schedule: cosin}|must be one of constant, linear, cosine, found 'cosin'",
        "data: {limits: 3}|did you mean limit?",
        "data: {test: train}|the same split 'train'",
        "baselines: [noprmpt]|did you mean noprompt?",
        "shots: [-1]|'shots' must hold whole numbers from 0 (= all) on, found '-1'",
        "shots: [12.5]|found '12.5'",
        "shots: [99999999999]|found '99999999999'",
        "seeds: [one]|'seeds' must hold whole numbers, found 'one'",
        "seeds: [1, 1]|must name each value once",
        "ablations: {features: [[pooled]]}|must list plain values",
        "ablations: {features: []}|must list plain values",
        "strategies: [linear+]|a strategy must name its id",
        "strategies: [{prompt-length: 3}]|a strategy must name its id",
        "strategies: [[]]|names none",
        "shots|must hold 'key: value' lines",
        "'shots: [1'|no readable YAML"
      })
  void whatIsWrongIsRefusedWithWhatWasFoundAndExpected(String yaml, String words) {
    String message = assertThrows(FuseboxException.class, () -> read(yaml)).getMessage();
    assertTrue(message.contains(words), message);
  }

  @Test
  void aDamagedFileIsReadOrRefusedAndNothingElse() {
    Random random = new Random(5);
    for (int i = 0; i < 2000; i++) {
      char[] text = WHOLE.toCharArray();
      for (int j = 0; j <= random.nextInt(4); j++) {
        text[random.nextInt(text.length)] = " :,[]{}-0a\n'\"".charAt(random.nextInt(13));
      }
      try {
        read(new String(text));
      } catch (FuseboxException expected) {
        assertTrue(!expected.getMessage().isBlank());
      }
    }
  }
}
