package io.fusebox.toolkit.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.fixtures.ModelFolders;
import io.fusebox.toolkit.checkpoint.CheckpointFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What configurations of published speech models say in addition to what is read, and what others
 * may.
 */
class SpeechDialectsTest {
  private static final String LARGE_LV60 =
      """
      {"activation_dropout": 0.0, "apply_spec_augment": true,
       "architectures": ["Wav2Vec2ForPreTraining"], "attention_dropout": 0.1, "bos_token_id": 1,
       "classifier_proj_size": 256, "codevector_dim": 768, "contrastive_logits_temperature": 0.1,
       "conv_bias": true, "conv_dim": [512, 512, 512, 512, 512, 512, 512],
       "conv_kernel": [10, 3, 3, 3, 3, 2, 2], "conv_stride": [5, 2, 2, 2, 2, 2, 2],
       "ctc_loss_reduction": "sum", "ctc_zero_infinity": false, "diversity_loss_weight": 0.1,
       "do_stable_layer_norm": true, "eos_token_id": 2, "feat_extract_activation": "gelu",
       "feat_extract_dropout": 0.0, "feat_extract_norm": "layer", "feat_proj_dropout": 0.1,
       "feat_quantizer_dropout": 0.0, "final_dropout": 0.0, "freeze_feat_extract_train": true,
       "gradient_checkpointing": true, "hidden_act": "gelu", "hidden_dropout": 0.1,
       "hidden_dropout_prob": 0.1, "hidden_size": 1024, "initializer_range": 0.02,
       "intermediate_size": 4096, "layer_norm_eps": 1e-05, "layerdrop": 0.0,
       "mask_channel_length": 10, "mask_channel_min_space": 1, "mask_channel_other": 0.0,
       "mask_channel_prob": 0.0, "mask_channel_selection": "static", "mask_feature_length": 10,
       "mask_feature_prob": 0.0, "mask_time_length": 10, "mask_time_min_space": 1,
       "mask_time_other": 0.0, "mask_time_prob": 0.05, "mask_time_selection": "static",
       "model_type": "wav2vec2", "no_mask_channel_overlap": false, "no_mask_time_overlap": false,
       "num_attention_heads": 16, "num_codevector_groups": 2, "num_codevectors_per_group": 320,
       "num_conv_pos_embedding_groups": 16, "num_conv_pos_embeddings": 128,
       "num_feat_extract_layers": 7, "num_hidden_layers": 24, "num_negatives": 100,
       "pad_token_id": 0, "proj_codevector_dim": 768, "tokenizer_class": "Wav2Vec2CTCTokenizer",
       "transformers_version": "4.11.3", "vocab_size": 32}
      """;

  @TempDir Path folder;

  @Test
  void aPublishedConfigurationIsUnderstood() throws IOException {
    CheckpointFolder checkpoint = CheckpointFolder.open(ModelFolders.of(folder, LARGE_LV60));
    assertTrue(SpeechConfig.read(checkpoint.config(), true).stable());
    assertEquals(List.of(), checkpoint.unreadTensors());
  }

  @ParameterizedTest
  @CsvSource({
    "conv_bias, 'true or false'",
    "do_stable_layer_norm, 'true or false'",
    "layer_norm_eps, 'a number'"
  })
  void aValueOfAnotherKindIsRefused(String key, String kind) throws IOException {
    CheckpointFolder checkpoint =
        CheckpointFolder.open(ModelFolders.of(folder, "{\"" + key + "\": \"x\"}"));
    FuseboxException e =
        assertThrows(FuseboxException.class, () -> SpeechConfig.read(checkpoint.config(), true));
    assertEquals("config.json: %s must be %s, found \"x\"".formatted(key, kind), e.getMessage());
  }
}
