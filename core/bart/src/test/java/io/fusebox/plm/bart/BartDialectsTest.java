package io.fusebox.plm.bart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.fixtures.ModelFolders;
import io.fusebox.toolkit.checkpoint.CheckpointFolder;
import io.fusebox.toolkit.generation.GenerationConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What configurations of published BARTs say, and what others may. */
class BartDialectsTest {
  private static final String LARGE_CNN =
      """
      {"_num_labels": 3, "activation_dropout": 0.0, "activation_function": "gelu",
       "add_bias_logits": false, "add_final_layer_norm": false,
       "architectures": ["BartForConditionalGeneration"], "attention_dropout": 0.0,
       "bos_token_id": 0, "classif_dropout": 0.1, "classifier_dropout": 0.0, "d_model": 1024,
       "decoder_attention_heads": 16, "decoder_ffn_dim": 4096, "decoder_layerdrop": 0.0,
       "decoder_layers": 12, "decoder_start_token_id": 2, "dropout": 0.1, "early_stopping": true,
       "encoder_attention_heads": 16, "encoder_ffn_dim": 4096, "encoder_layerdrop": 0.0,
       "encoder_layers": 12, "eos_token_id": 2, "force_bos_token_to_be_generated": true,
       "forced_bos_token_id": 0, "forced_eos_token_id": 2, "gradient_checkpointing": false,
       "id2label": {"0": "LABEL_0", "1": "LABEL_1", "2": "LABEL_2"}, "init_std": 0.02,
       "is_encoder_decoder": true, "label2id": {"LABEL_0": 0, "LABEL_1": 1, "LABEL_2": 2},
       "length_penalty": 2.0, "max_length": 142, "max_position_embeddings": 1024, "min_length": 56,
       "model_type": "bart", "no_repeat_ngram_size": 3, "normalize_before": false,
       "normalize_embedding": true, "num_beams": 4, "num_hidden_layers": 12, "output_past": true,
       "pad_token_id": 1, "prefix": " ", "scale_embedding": false,
       "task_specific_params": {"summarization": {"min_length": 56}}, "torch_dtype": "float32",
       "transformers_version": "4.7.0.dev0", "use_cache": true, "vocab_size": 50264}
      """;

  @TempDir Path folder;

  @Test
  void aPublishedConfigurationIsUnderstood() throws IOException {
    CheckpointFolder checkpoint = CheckpointFolder.open(ModelFolders.of(folder, LARGE_CNN));
    BartConfig config = BartConfig.read(checkpoint.config());
    String told = ModelFolders.logged(() -> assertEquals(56, generation(checkpoint, config)));
    assertEquals("", told);
    assertEquals(List.of(), checkpoint.unreadTensors());
  }

  private static int generation(Checkpoint checkpoint, BartConfig config) {
    return BartGeneration.read(checkpoint, config).minLength();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"scale_embedding\": \"yes\" | scale_embedding must be true or false, found \"yes\"",
        "\"tie_word_embeddings\": 1 | tie_word_embeddings must be true or false, found 1",
        "\"activation_function\": 3 | activation_function must be a text, found 3",
      })
  void aValueOfAnotherKindIsRefused(String field, String message) throws IOException {
    Checkpoint checkpoint =
        CheckpointFolder.open(ModelFolders.of(folder, "{\"model_type\": \"bart\", " + field + "}"));
    FuseboxException e =
        assertThrows(FuseboxException.class, () -> BartConfig.read(checkpoint.config()));
    assertTrue(e.getMessage().endsWith(message), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"do_sample\": true",
        "\"repetition_penalty\": 1.2",
        "\"bad_words_ids\": [[7]]",
        "\"suppress_tokens\": [5]",
        "\"num_beam_groups\": 2"
      })
  void optionsOfGenerationThatHaveNoEffectAreTold(String option) throws IOException {
    Checkpoint old =
        CheckpointFolder.open(
            ModelFolders.of(folder, "{\"model_type\": \"bart\", " + option + "}"));
    String name = option.replaceAll("\"(\\w+)\".*", "$1 = ");
    assertTrue(told(old).contains("config.json asks for " + name));
    Files.writeString(folder.resolve("generation_config.json"), "{" + option + "}");
    assertTrue(told(old).contains("generation_config.json asks for " + name));
  }

  @Test
  void ofGenerationsOwnFileNothingUnknownIsPassedOver() throws IOException {
    Checkpoint checkpoint =
        CheckpointFolder.open(ModelFolders.of(folder, "{\"model_type\": \"bart\"}"));
    Path file = folder.resolve("generation_config.json");
    Files.writeString(file, "{\"logit_warp\": 2, \"_from_model_config\": true, \"top_k\": 50}");
    String told = told(checkpoint);
    assertTrue(told.contains("logit_warp = 2"), told);
    assertEquals(1, told.lines().count(), told);
  }

  @Test
  void aTokenThatTheTwoFilesNameOtherwiseIsTold() throws IOException {
    Checkpoint checkpoint =
        CheckpointFolder.open(
            ModelFolders.of(folder, "{\"model_type\": \"bart\", \"eos_token_id\": 2}"));
    Path file = folder.resolve("generation_config.json");
    Files.writeString(file, "{\"eos_token_id\": [2]}");
    assertEquals("", told(checkpoint));
    Files.writeString(file, "{\"eos_token_id\": [2, 5]}");
    assertTrue(told(checkpoint).contains("eos_token_id = [2,5] in generation, but config.json 2"));
  }

  @Test
  void aBadOptionIsRefusedWithItsFile() throws IOException {
    Checkpoint checkpoint =
        CheckpointFolder.open(ModelFolders.of(folder, "{\"model_type\": \"bart\"}"));
    Files.writeString(folder.resolve("generation_config.json"), "{\"length_penalty\": \"long\"}");
    FuseboxException e =
        assertThrows(
            FuseboxException.class,
            () -> GenerationConfigReader.of(checkpoint, GenerationConfig.DEFAULTS));
    assertTrue(
        e.getMessage()
            .contains("generation_config.json: length_penalty must be a number, found \"long\""),
        e.getMessage());
  }

  private static String told(Checkpoint checkpoint) {
    return ModelFolders.logged(
        () -> BartGeneration.read(checkpoint, BartConfig.read(checkpoint.config())));
  }
}
