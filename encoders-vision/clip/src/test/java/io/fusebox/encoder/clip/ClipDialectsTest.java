package io.fusebox.encoder.clip;

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

/** Published configurations, and variants that are accepted or refused. */
class ClipDialectsTest {
  @TempDir Path folder;

  @Test
  void aPublishedConfigurationIsUnderstood() throws IOException {
    CheckpointFolder checkpoint =
        CheckpointFolder.open(
            ModelFolders.of(
                folder,
                """
            {"_commit_hash": null, "architectures": ["CLIPModel"], "initializer_factor": 1.0,
             "logit_scale_init_value": 2.6592, "model_type": "clip", "projection_dim": 512,
             "text_config": {"hidden_size": 512, "vocab_size": 49408}, "torch_dtype": "float32",
             "text_config_dict": {"hidden_size": 512}, "transformers_version": null,
             "vision_config": {"_name_or_path": "", "add_cross_attention": false,
              "architectures": null, "attention_dropout": 0.0, "bad_words_ids": null,
              "chunk_size_feed_forward": 0, "cross_attention_hidden_size": null,
              "diversity_penalty": 0.0, "do_sample": false, "dropout": 0.0, "hidden_act": "quick_gelu",
              "hidden_size": 768, "id2label": {"0": "LABEL_0", "1": "LABEL_1"}, "image_size": 224,
              "initializer_range": 0.02, "intermediate_size": 3072, "is_decoder": false,
              "is_encoder_decoder": false, "layer_norm_eps": 1e-05, "max_length": 20,
              "model_type": "clip_vision_model", "num_attention_heads": 12, "num_beams": 1,
              "num_hidden_layers": 12, "patch_size": 32, "pruned_heads": {}, "return_dict": true,
              "tie_encoder_decoder": false, "tie_word_embeddings": true, "top_k": 50, "torchscript": false,
              "use_bfloat16": false},
             "vision_config_dict": {"hidden_size": 768, "patch_size": 32}}
            """));
    ClipConfig.read(checkpoint);
    assertEquals(List.of(), checkpoint.unreadTensors());
  }

  @Test
  void aValueOfAnotherKindIsRefused() throws IOException {
    CheckpointFolder checkpoint =
        CheckpointFolder.open(
            ModelFolders.of(
                folder,
                "{\"vision_config\": {\"hidden_size\": 768}, \"vision_config_dict\": {\"hidden_size\": 1024}}"));
    FuseboxException e = assertThrows(FuseboxException.class, () -> ClipConfig.read(checkpoint));
    assertTrue(e.getMessage().contains("hidden_size is 768"), e.getMessage());
  }
}
