package io.fusebox.encoder.whisper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.encoder.whisper.Whisper.Features;
import io.fusebox.encoder.whisper.Whisper.Frames;
import io.fusebox.fixtures.ModelFolders;
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
class WhisperCheckpointTest {
  private static final String PUBLISHED =
      """
      {"chunk_length": 30, "feature_extractor_type": "WhisperFeatureExtractor",
       "feature_size": 80, "hop_length": 160, "mel_filters": [[0.0, 0.1]], "n_fft": 400,
       "n_samples": 480000, "nb_max_frames": 3000, "padding_side": "right",
       "padding_value": 0.0, "return_attention_mask": false, "sampling_rate": 16000}""";

  private final NDManager manager = NDManager.newBaseManager();
  @TempDir Path folder;

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void aPublishedConfigurationIsUnderstood() throws IOException {
    CheckpointFolder checkpoint =
        CheckpointFolder.open(
            ModelFolders.of(
                folder,
                """
            {"_name_or_path": "openai/whisper-base", "activation_dropout": 0.0,
             "activation_function": "gelu", "architectures": ["WhisperForConditionalGeneration"],
             "begin_suppress_tokens": [220, 50257], "d_model": 512, "decoder_attention_heads": 8,
             "decoder_ffn_dim": 2048, "decoder_layerdrop": 0.0, "decoder_layers": 6,
             "decoder_start_token_id": 50258, "encoder_attention_heads": 8,
             "encoder_ffn_dim": 2048, "encoder_layerdrop": 0.0, "encoder_layers": 6,
             "forced_decoder_ids": [[1, 50259]], "init_std": 0.02, "is_encoder_decoder": true,
             "max_length": 448, "max_source_positions": 1500, "max_target_positions": 448,
             "model_type": "whisper", "num_hidden_layers": 6, "num_mel_bins": 80,
             "scale_embedding": false, "suppress_tokens": [1, 2], "torch_dtype": "float32",
             "use_cache": true, "vocab_size": 51865}
            """));
    WhisperConfig.read(checkpoint);
    assertEquals(List.of(), checkpoint.unreadTensors());
  }

  @ParameterizedTest
  @ValueSource(strings = {"preprocessor_config.json", "processor_config.json"})
  void aPublishedProcessorIsUnderstoodInBothForms(String file) throws IOException {
    boolean old = file.startsWith("pre");
    Files.writeString(
        folder.resolve(file), old ? PUBLISHED : "{\"feature_extractor\": " + PUBLISHED + "}");
    WhisperConfig config = new WhisperConfig(512, 6, 8, 2048, 80, 1500, "gelu");
    String log =
        ModelFolders.logged(
            () -> {
              WhisperProcessor read = WhisperProcessor.read(folder, config, new AudioDecoder(60));
              assertEquals(3000, read.spectrogram().frames());
            });
    assertEquals("", log);
  }

  @ParameterizedTest
  @CsvSource({
    "feature_size, 40, num_mel_bins",
    "chunk_length, 20, 30.000",
    "dither, 0.5, same numbers",
    "n_fft, 0, 8192",
    "hop_length, 5000, 1024",
    "feature_extractor_type, '\"ASTFeatureExtractor\"', Whisper",
  })
  void refusesProcessorsThatDoNotFit(String key, String value, String rule) throws IOException {
    Files.writeString(
        folder.resolve("preprocessor_config.json"), "{\"%s\": %s}".formatted(key, value));
    WhisperConfig config = new WhisperConfig(512, 6, 8, 2048, 80, 1500, "gelu");
    String message =
        assertThrows(
                FuseboxException.class,
                () -> WhisperProcessor.read(folder, config, new AudioDecoder(60)))
            .getMessage();
    assertTrue(message.contains("'" + key + "'") && message.contains(rule), message);
  }

  @ParameterizedTest
  @CsvSource({
    "model_type, wav2vec2, whisper",
    "activation_function, softsign, gelu",
    "encoder_attention_heads, 5, divisor",
    "max_source_positions, 100000, at most",
    "num_mel_bins, 0, whole number",
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
                        },
                        Frames.REAL))
            .getMessage();
    assertTrue(message.contains(value) && message.contains(rule), message);
  }

  @Test
  void theEncoderMayLieInAModelWithAHead() {
    Whisper whisper = read(c -> {}, Frames.REAL);
    assertTrue(whisper.parameters().containsKey("model.encoder.conv1.weight"));
    assertTrue(
        whisper.parameters().keySet().stream().noneMatch(n -> n.endsWith("k_proj.bias")),
        "keys have no bias");
  }

  @Test
  void aBatchThatIsEncodedInPartsHasAllItsClips() {
    Whisper whisper = read(c -> c.put("max_source_positions", 1600), Frames.REAL);
    assertEquals(new Shape(3, 2, 12), whisper.encode(manager.ones(new Shape(3, 500))).getShape());
  }

  @Test
  void refusesWhatIsNeitherAudioNorSpectrogram() {
    Whisper whisper = read(c -> {}, Frames.ALL);
    FuseboxException e =
        assertThrows(
            FuseboxException.class, () -> whisper.encode(manager.ones(new Shape(1, 8, 3))));
    assertTrue(e.getMessage().contains("(1, 8, 20)"), e.getMessage());
  }

  @Test
  void allFramesMakeAllClipsOfOneLength() {
    byte[] file = new Waveform(8000, new float[300]).toWav();
    assertEquals(new Shape(3200), read(c -> {}, Frames.ALL).decode(manager, file).getShape());
    assertEquals(new Shape(600), read(c -> {}, Frames.REAL).decode(manager, file).getShape());
  }

  private Whisper read(Consumer<ObjectNode> change, Frames frames) {
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    config.put("model_type", "whisper").put("d_model", 12).put("encoder_layers", 2);
    config.put("encoder_attention_heads", 3).put("encoder_ffn_dim", 20);
    config.put("num_mel_bins", 8).put("max_source_positions", 10);
    change.accept(config);
    UntrainedCheckpoint checkpoint =
        new UntrainedCheckpoint(folder, config, 1, n -> n.startsWith("model.encoder."));
    Whisper.Config settings = new Whisper.Config(Features.SEQUENCE, frames, 60);
    return Whisper.read(settings, checkpoint, manager);
  }
}
