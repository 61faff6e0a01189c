package io.fusebox.runtime.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.PlmInput.Positions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineFileTest {
  private static final String WHOLE =
      """
      plm: embedded:bart
      modalities:
        sensor: {encoder: csv, window: 3}
        image: {encoder: vit, model: ../vit, features: pooled}
      strategy: {id: promptfuse, prompt-length: 5}
      positions: continuous
      train-layernorm: true
      answer: {max-length: 9}
      weights: trained.safetensors
      template: "Question: {text} Answer:"
      """;

  @TempDir Path folder;

  private PipelineSpec read(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("my.yaml"), yaml);
    return PipelineFile.read(file, folder.resolve("models"));
  }

  @Test
  void readsEveryPart() throws IOException {
    PipelineSpec spec = read(WHOLE);
    assertEquals("my", spec.name());
    assertEquals(folder.resolve("models/bart"), spec.plm().model().orElseThrow());
    assertEquals(List.of("sensor", "image"), List.copyOf(spec.inputs().keySet()));
    assertEquals(Map.of("window", 3), spec.inputs().get("sensor").settings());
    assertEquals(folder.resolveSibling("vit"), spec.inputs().get("image").model().orElseThrow());
    assertEquals("promptfuse", spec.strategy());
    assertEquals(Map.of("prompt-length", 5), spec.strategies().get(0).settings());
    assertEquals(Positions.CONTINUOUS, spec.positions());
    assertTrue(spec.trainLayernorm());
    assertEquals(9, spec.maxLength());
    assertEquals(folder.resolve("trained.safetensors"), spec.weights().orElseThrow());
    assertEquals("Question: {text} Answer:", spec.template().orElseThrow());
    assertEquals(spec.template(), spec.withStrategy("noprompt").template());
  }

  @Test
  void pathsInACopyAreRelativeToWhereItIsTold() throws IOException {
    Path copy = folder.resolve("copy.yaml");
    Files.writeString(copy, "plm: bart\nstrategy: promptfuse\nweights: w.safetensors\n");
    Path models = folder.resolve("models");
    PipelineSpec spec = PipelineFile.read(copy, models, Path.of("/data"));
    assertEquals(Optional.of(Path.of("/data/bart")), spec.plm().model());
    assertEquals(Optional.of(Path.of("/data/w.safetensors")), spec.weights());
    assertEquals(
        Optional.of(folder.resolve("bart")), PipelineFile.read(copy, models).plm().model());
  }

  @Test
  void aVerbalizerKeepsItsWordsAndTheirOrder() throws IOException {
    PipelineSpec spec =
        read(
            "plm: a\nstrategy: b\ntask: {verbalizer: {sarcastic: \" True\", sincere: \" False\"}}");
    assertEquals(List.of("sarcastic", "sincere"), List.copyOf(spec.task().settings().keySet()));
    assertEquals(" True", spec.task().settings().get("sarcastic"));
    assertEquals(spec.task(), spec.withStrategy("noprompt").task());
  }

  @Test
  void whatTheFolderSaysOfGenerationCanBeLeftOut() throws IOException {
    PipelineSpec spec = read("plm: a\nstrategy: b\nanswer: {generation: none}");
    assertEquals(GenerationSource.NONE, spec.generation());
    assertEquals(6, spec.maxLength());
    assertEquals(GenerationSource.NONE, spec.withStrategy("c").generation());
  }

  @Test
  void shortFormsHaveDefaults() throws IOException {
    PipelineSpec spec = read("plm: bart\nstrategy: noprompt\n");
    assertEquals("noprompt", spec.strategy());
    assertEquals(Positions.AUTO, spec.positions());
    assertEquals(6, spec.maxLength());
    assertEquals(GenerationSource.FOLDER, spec.generation());
    assertTrue(spec.inputs().isEmpty());
    assertEquals(PipelineSpec.GENERATION, spec.task());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plm: a\\nstrategi: b                        | did you mean strategy?",
        "plm: a                                      | must have a 'strategy'",
        "strategy: a                                 | must have a 'plm'",
        "plm: a\\nstrategy: {prompt-length: 3}       | must name its id",
        "plm: a\\nstrategy: b\\npositions: sideways  | one of segment, continuous",
        "plm: a\\nstrategy: b\\nanswer: {max: 3}     | known: generation, max-length",
        "plm: a\\nstrategy: b\\nanswer: {max-length: x} | a whole number",
        "plm: a\\nstrategy: b\\nanswer: {generation: mine} | one of folder, none",
        "plm: a\\nstrategy: b\\nmodalities: {Image: {encoder: c}} | lower-case",
        "plm: a\\nstrategy: b\\ninputs: {text: {encoder: c}} | cannot be called 'text'",
        "plm: a\\nstrategy: b\\ninputs: {answers: {encoder: c}} | cannot be called 'answers'",
        "plm: a\\nstrategy: b\\ninputs: {}\\nmodalities: {} | mean the same",
        "plm: a\\nplm: b\\nstrategy: c               | duplicate key",
        "plm: a\\nstrategy: b\\ntask: [guessing]   | {ID: {SETTING:",
        "plm: a\\nstrategy: b\\ntask: {verbalizer: {yes: c, n: d}} | found true; put it in quotes",
        "plm: a\\nstrategy: b\\ntask: {verbalizer: {a: c, b: }} | 'b' has no value",
        "[plm                                        | no readable YAML",
        "just text                                   | key: value",
      })
  void refusesWithWhatWasFoundAndExpected(String yaml, String words) {
    FuseboxException refused =
        assertThrows(FuseboxException.class, () -> read(yaml.replace("\\n", "\n")));
    assertTrue(refused.getMessage().contains(words), refused.getMessage());
    assertTrue(refused.getMessage().contains("my.yaml"), refused.getMessage());
  }

  @Test
  void inputsAreWhatModalitiesWereCalledFirst() throws IOException {
    String old = "plm: a\nstrategy: b\nmodalities: {image: {encoder: c, model: d}}\n";
    assertEquals(read(old), read(old.replace("modalities", "inputs")));
  }

  @Test
  void damagedFilesAreReadOrRefusedAndNothingElse() throws IOException {
    Random random = new Random(3);
    for (int i = 0; i < 500; i++) {
      StringBuilder damaged = new StringBuilder(WHOLE);
      for (int n = random.nextInt(4); n >= 0; n--) {
        damaged.setCharAt(random.nextInt(damaged.length()), (char) (random.nextInt(95) + 32));
      }
      try {
        read(damaged.toString());
      } catch (FuseboxException expected) {
        assertTrue(expected.getMessage().length() > 10);
      }
    }
  }
}
