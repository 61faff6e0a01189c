package io.fusebox.encoder.ast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.PatchGrid;
import io.fusebox.api.encoder.PatchGrid.Window;
import io.fusebox.fixtures.ModelFolders;
import io.fusebox.fixtures.Tensors;
import io.fusebox.toolkit.audio.AudioDecoder;
import io.fusebox.toolkit.audio.Waveform;
import io.fusebox.toolkit.checkpoint.CheckpointFolder;
import io.fusebox.toolkit.checkpoint.UntrainedCheckpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which checkpoints are read, and how the others are refused. */
class AstCheckpointTest {
  private static final String PUBLISHED =
      """
      {"do_normalize": true, "feature_extractor_type": "ASTFeatureExtractor", "feature_size": 1,
       "max_length": 1024, "mean": -4.2677393, "num_mel_bins": 128, "padding_side": "right",
       "padding_value": 0.0, "return_attention_mask": false, "sampling_rate": 16000,
       "std": 4.5689974}""";

  private final NDManager manager = NDManager.newBaseManager();
  @TempDir Path folder;

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"preprocessor_config.json", "processor_config.json"})
  void aPublishedFolderIsUnderstoodInBothForms(String file) throws IOException {
    boolean old = file.startsWith("pre");
    Files.writeString(
        folder.resolve(file), old ? PUBLISHED : "{\"feature_extractor\": " + PUBLISHED + "}");
    CheckpointFolder checkpoint =
        CheckpointFolder.open(
            ModelFolders.of(
                folder,
                """
            {"architectures": ["ASTForAudioClassification"], "attention_probs_dropout_prob": 0.0,
             "frequency_stride": 10, "hidden_act": "gelu", "hidden_dropout_prob": 0.0,
             "hidden_size": 768, "id2label": {"0": "Speech"}, "initializer_range": 0.02,
             "intermediate_size": 3072, "label2id": {"Speech": 0}, "layer_norm_eps": 1e-12,
             "max_length": 1024, "model_type": "audio-spectrogram-transformer",
             "num_attention_heads": 12, "num_hidden_layers": 12, "num_mel_bins": 128,
             "patch_size": 16, "qkv_bias": true, "time_stride": 10, "torch_dtype": "float32"}
            """));
    AstConfig config = AstConfig.read(checkpoint);
    assertEquals(List.of(), checkpoint.unreadTensors());
    assertEquals(1212, config.patches());
    String log = ModelFolders.logged(() -> AstProcessor.read(folder, config, new AudioDecoder(60)));
    assertEquals("", log);
  }

  @ParameterizedTest
  @CsvSource({
    "num_mel_bins, 40, config.json",
    "max_length, 20, config.json",
    "std, 0, positive",
    "mean, '\"loud\"', a number",
    "do_rescale, true, not known",
    "feature_extractor_type, '\"WhisperFeatureExtractor\"', ASTFeatureExtractor",
  })
  void refusesProcessorsThatDoNotFit(String key, String value, String rule) throws IOException {
    Files.writeString(
        folder.resolve("preprocessor_config.json"), "{\"%s\": %s}".formatted(key, value));
    String message = assertThrows(FuseboxException.class, () -> read(c -> {})).getMessage();
    assertTrue(message.contains("'" + key + "'") && message.contains(rule), message);
  }

  @ParameterizedTest
  @CsvSource({
    "model_type, vit, audio-spectrogram-transformer",
    "hidden_act, mish, gelu",
    "num_attention_heads, 5, divisor",
    "patch_size, 17, num_mel_bins",
    "max_length, 1000000, at most",
    "time_stride, 0, whole number",
  })
  void namesWhatItCannotRead(String key, String value, String rule) {
    String message =
        assertThrows(
                FuseboxException.class,
                () ->
                    read(
                        c -> {
                          if (value.matches("[0-9]+")) {
                            c.put(key, Integer.parseInt(value));
                          } else {
                            c.put(key, value);
                          }
                        }))
            .getMessage();
    assertTrue(message.contains("'" + key + "'") && message.contains(rule), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"gelu_fast", "gelu_new", "gelu_pytorch_tanh", "quick_gelu", "relu", "silu"})
  void theActivationIsTheConfigurations(String name) {
    assertNotEquals(0, Tensors.maxDifference(activated("gelu"), activated(name)));
  }

  private NDArray activated(String name) {
    return read(c -> c.put("initializer_range", 0.5).put("hidden_act", name))
        .encode(Tensors.normal(manager, new Shape(1, 21, 12), 1));
  }

  @Test
  void patchesOverlapAndARestIsNotHeard() {
    Ast ast = read(c -> {});
    assertEquals(new Shape(2, 12, 12), ast.encode(manager.ones(new Shape(2, 21, 12))).getShape());
    PatchGrid grid = ast.patches(1, 1).orElseThrow();
    assertEquals(2, grid.global());
    assertEquals(2, grid.rows());
    assertEquals(5, grid.columns());
    assertEquals(new Window(2 / 12.0, 2.5 / 21, 10 / 12.0, 17.5 / 21), grid.window());
  }

  @Test
  void aBatchThatIsEncodedInPartsHasAllItsClips() {
    Ast ast = read(c -> c.put("max_length", 4000));
    assertEquals(3, ast.encode(manager.ones(new Shape(3, 4000, 12))).getShape().get(0));
  }

  @Test
  void silenceIsHeardAsTheBlank() {
    Ast ast = read(c -> {});
    byte[] file = new Waveform(16_000, new float[16_000]).toWav();
    NDArray blank = ast.blank(manager.ones(new Shape(21, 12)));
    Tensors.assertClose(ast.decode(manager, file), blank, 1e-6, "blank");
  }

  @Test
  void anAudioClipShorterThanAFrameIsRefused() {
    byte[] file = new Waveform(16_000, new float[399]).toWav();
    Ast ast = read(c -> {});
    String message =
        assertThrows(FuseboxException.class, () -> ast.decode(manager, file)).getMessage();
    assertTrue(message.contains("399 samples"), message);
  }

  private Ast read(Consumer<ObjectNode> change) {
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    config.put("model_type", "audio-spectrogram-transformer").put("hidden_size", 12);
    config.put("intermediate_size", 20).put("num_hidden_layers", 2).put("num_attention_heads", 3);
    config.put("patch_size", 8).put("frequency_stride", 4).put("time_stride", 3);
    config.put("num_mel_bins", 12).put("max_length", 21);
    change.accept(config);
    UntrainedCheckpoint checkpoint =
        new UntrainedCheckpoint(
            folder, config, 1, n -> n.startsWith("audio_spectrogram_transformer."));
    return Ast.read(new Ast.Config(Ast.Features.SEQUENCE, 60), checkpoint, manager);
  }
}
