package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.plugin.Host;
import io.fusebox.runtime.data.DataFormats;
import io.fusebox.runtime.data.Dataset;
import io.fusebox.runtime.data.DatasetSource;
import io.fusebox.runtime.data.Datasets;
import io.fusebox.runtime.data.Shots.SamplingMethod;
import io.fusebox.runtime.engine.answer.Answerer;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.plugins.PluginFormat;
import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.runtime.host.Fusebox;
import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.runtime.training.Trainer;
import io.fusebox.runtime.training.TrainingPlan;
import io.fusebox.runtime.training.TrainingPlan.Schedule;
import io.fusebox.runtime.training.TrainingRun;
import io.fusebox.runtime.training.versions.TrainingOrigin;
import io.fusebox.runtime.worlds.scenes.QuestionWorld;
import io.fusebox.toolkit.checkpoint.CheckpointWriter;
import io.fusebox.toolkit.checkpoint.UntrainedCheckpoint;
import io.fusebox.toolkit.safetensors.Dtype;
import io.fusebox.toolkit.tensor.HostTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every strategy, alone and in chains, with every kind of PLM: real bundles in a real Felix. */
class StrategiesTest {
  private static final TrainingPlan PLAN =
      new TrainingPlan(8, 1, 3, 4, 0, Schedule.CONSTANT, 0, SamplingMethod.RANDOM);
  private static final String T5 =
      """
      {"model_type": "t5", "d_model": 96, "d_kv": 32, "num_heads": 3, "d_ff": 128, "num_layers": 2,
       "vocab_size": 512, "feed_forward_proj": "relu", "pad_token_id": 1, "eos_token_id": 2,
       "decoder_start_token_id": 1, "init_std": 0.2}
      """;

  private static final String LLAMA =
      """
      {"model_type": "llama", "hidden_size": 96, "num_attention_heads": 6, "num_key_value_heads": 2,
       "intermediate_size": 128, "num_hidden_layers": 2, "vocab_size": 512, "bos_token_id": 0,
       "pad_token_id": 1, "eos_token_id": 2, "tie_word_embeddings": true, "initializer_range": 0.2,
       "max_position_embeddings": 128}
      """;
  private static final String QWEN = LLAMA.replace("llama", "qwen3");
  private static final String GPT2 =
      """
      {"model_type": "gpt2", "n_embd": 96, "n_head": 4, "n_layer": 2, "vocab_size": 512,
       "n_positions": 128, "bos_token_id": 0, "pad_token_id": 1, "eos_token_id": 2,
       "initializer_range": 0.2}
      """;

  @TempDir static Path folder;
  private static Fusebox box;
  private static Dataset data;

  private record Maker(NDManager manager, Checkpoint checkpoint) implements Host {}

  @BeforeAll
  static void start() throws IOException {
    box = Fusebox.open(FuseboxHome.current(), folder.resolve("workspace"));
    Path world = new QuestionWorld(20, 10, 1).in(folder);
    data =
        new Datasets(PluginFormat.live(() -> List.copyOf(new DataFormats().factories())))
            .read(DatasetSource.of(world, "train", List.of("image")));
    write("t5", "t5", T5);
    write("llama", "llama", LLAMA);
    write("qwen", "qwen", QWEN);
    write("gpt2", "gpt2", GPT2);
  }

  /** An untrained PLM's folder. */
  private static void write(String name, String plugin, String json) throws IOException {
    Path model = Files.createDirectories(folder.resolve(name));
    for (String file : List.of("vocab.json", "merges.txt", "tokenizer_config.json")) {
      Files.copy(
          FuseboxHome.current().models().resolve("bart-shapes").resolve(file), model.resolve(file));
    }
    JsonNode config = new ObjectMapper().readTree(json);
    try (NDManager manager = NDManager.newBaseManager()) {
      Checkpoint untrained = new UntrainedCheckpoint(model, config, 1, any -> true);
      Plm made =
          box.plugins().find(Plm.class, plugin).create(Map.of(), new Maker(manager, untrained));
      CheckpointWriter.write(model, config, made.parameters(), Dtype.F32);
    }
  }

  @AfterAll
  static void stop() {
    box.close();
  }

  private static Pipeline assemble(String plm, String strategy, String more) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("my.yaml"),
            "plm: %s\nmodalities:\n  image: {encoder: vit, model: embedded:vit-shapes}\n"
                    .formatted(plm)
                + "strategy: %s\n%s\n".formatted(strategy, more));
    return box.assemble(box.spec(file.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "promptfuse",
        "blindprompt",
        "linear",
        "jointproj",
        "finetune",
        "blackimage",
        "{id: promptfuse, prompt-length: 3, prompt-position: middle, prompt-encoder: lstm}",
        "{id: blindprompt, prompt-position: end, prompt-encoder: linear}",
        "[linear, promptfuse]",
        "[jointproj, promptfuse]",
        "[{id: jointproj, place-first: true}, blindprompt]",
        "[finetune, promptfuse]",
        "[finetune, linear, blackimage]",
        "mlp",
        "[mlp, promptfuse]",
        "[{id: resampler, queries: 3, bottleneck: 12, heads: 2}, promptfuse]",
        "{id: prefix, prefix-length: 3}",
        "[resampler, prefix]"
      })
  void trainsWhatItDeclaresAloneAndAnswersWithWhatWasSaved(String strategy) throws IOException {
    for (String plm : List.of("embedded:bart-shapes", "t5")) {
      trainsSavesAndAnswers(plm, strategy, "");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "llama | promptfuse",
        "qwen | blindprompt",
        "llama | {id: blindprompt, prompt-position: middle}",
        "gpt2 | linear",
        "gpt2 | jointproj",
        "qwen | finetune",
        "gpt2 | blackimage",
        "llama | {id: promptfuse, prompt-position: end, prompt-encoder: lstm}",
        "qwen | [linear, promptfuse]",
        "llama | [{id: jointproj, place-first: true}, blindprompt]",
        "llama | {id: prefix, prefix-length: 3}",
        "gpt2 | [resampler, prefix]"
      })
  void trainsWithDecoderOnlyPlmsToo(String plm, String strategy) throws IOException {
    trainsSavesAndAnswers(plm, strategy, "positions: continuous");
    String words = "task: {verbalizer: {\"yes\": \"yes\", \"no\": \"no\"}}";
    assemble(plm, strategy, words).close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "embedded:bart-shapes | prefix",
        "t5 | [linear, promptfuse]",
        "qwen | [mlp, prefix]"
      })
  void trainsBehindATemplatesWordsToo(String plm, String strategy) throws IOException {
    trainsSavesAndAnswers(plm, strategy, "template: 'look: {features} {text} so:'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "promptfuse",
        "{id: blindprompt, prompt-position: middle}",
        "linear",
        "{id: jointproj, place-first: true}",
        "finetune",
        "[linear, promptfuse]",
        "[mlp, prefix]"
      })
  void trainsTheSegmentsLayernormsAsTheAuthorsDo(String strategy) throws IOException {
    trainsSavesAndAnswers("embedded:bart-shapes", strategy, "train-layernorm: true");
  }

  private static void trainsSavesAndAnswers(String plm, String strategy, String more)
      throws IOException {
    WeightValues trained;
    List<String> answers;
    try (Pipeline pipeline = assemble(plm, strategy, more)) {
      Map<String, float[]> frozen = frozen(pipeline);
      WeightValues start = WeightValues.initial(pipeline, 0); // a thawed encoder's change
      TrainingRun training = new TrainingRun(pipeline, PLAN, data, box.features().hashes());
      Trainer.Result result =
          training.train(box.workspace(), box.features(), ProgressListener.NONE, () -> false);
      TrainingOrigin origin = new TrainingOrigin(folder, folder);
      box.versions(pipeline.spec()).keep(pipeline, training, result, origin, false);
      trained = result.weights();
      frozen(pipeline).forEach((name, now) -> assertArrayEquals(frozen.get(name), now, name));
      assertNoGradients(pipeline);
      assertLearnt(start, trained);
      answers = answers(pipeline, trained);
    }
    try (Pipeline fresh = assemble(plm, strategy, more)) {
      WeightValues loaded = box.weights(fresh);
      trained
          .tensors()
          .forEach(
              (name, t) -> assertArrayEquals(t.data(), loaded.tensors().get(name).data(), name));
      assertEquals(answers, answers(fresh, loaded));
    }
  }

  /** The PLM's tensors, and those of encoders that are not thawed. */
  private static Map<String, float[]> frozen(Pipeline pipeline) {
    Map<String, NDArray> tensors = new LinkedHashMap<>(pipeline.plm().parameters());
    pipeline.modalityInputs().stream()
        .filter(modalityInput -> !modalityInput.thawed())
        .forEach(modalityInput -> tensors.putAll(modalityInput.encoder().parameters()));
    Map<String, float[]> values = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> values.put(name, tensor.toFloatArray()));
    return values;
  }

  private static void assertNoGradients(Pipeline pipeline) {
    pipeline.plm().parameters().forEach((name, p) -> assertFalse(p.hasGradient(), name));
    pipeline
        .modalityInputs()
        .forEach(
            modalityInput ->
                modalityInput
                    .encoder()
                    .parameters()
                    .forEach((name, p) -> assertFalse(p.hasGradient(), name)));
  }

  /** All but a thawed encoder's pooler, which makes no part of a sequence of features. */
  private static void assertLearnt(WeightValues start, WeightValues trained) {
    assertFalse(trained.names().isEmpty());
    for (String name : start.names()) {
      HostTensor before = start.tensors().get(name);
      boolean same = Arrays.equals(before.data(), trained.tensors().get(name).data());
      assertEquals(name.contains("pooler"), same, name);
    }
  }

  private static List<String> answers(Pipeline pipeline, WeightValues weights) {
    return new Answerer(pipeline, box.features(), weights)
        .texts(data.examples().subList(0, 4), ProgressListener.NONE);
  }

  @Test
  void whatMakesNoSenseIsRefusedInWords() {
    refused("embedded:bart-shapes", "[promptfuse, linear]", "", "Put it last");
    refused("embedded:bart-shapes", "[prefix, promptfuse]", "", "Put it last");
    refused("embedded:bart-shapes", "[jointproj, linear]", "", "no features", "linear");
    refused("embedded:bart-shapes", "[jointproj, resampler]", "", "no features", "resampler");
    refused("embedded:bart-shapes", "[jointproj, mlp]", "", "no features", "mlp");
    refused("embedded:bart-shapes", "[mlp, mlp]", "", "two of them declare");
    refused("embedded:bart-shapes", "{id: resampler, heads: 3}", "", "multiple of heads");
    refused("embedded:bart-shapes", "[linear, jointproj]", "", "two of them declare");
    refused("embedded:bart-shapes", "jointproj", "train-layernorm: true", "place-first");
    refused("t5", "promptfuse", "train-layernorm: true", "normalises its embeddings", "t5");
    refused("llama", "promptfuse", "train-layernorm: true", "normalises its embeddings", "llama");
    refused("qwen", "promptfuse", "positions: segment", "positions cannot restart", "continuous");
    refused("gpt2", "{id: blindprompt, prompt-position: end}", "", "would hide", "in the middle");
    refused("gpt2", "{id: jointproj, place-first: true}", "", "placed by itself", "place-first");
  }

  private static void refused(String plm, String strategy, String more, String... words) {
    String message =
        assertThrows(FuseboxException.class, () -> assemble(plm, strategy, more).close())
            .getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
  }
}
