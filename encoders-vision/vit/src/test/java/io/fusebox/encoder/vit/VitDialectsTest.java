package io.fusebox.encoder.vit;

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
class VitDialectsTest {
  @TempDir Path folder;

  @Test
  void aPublishedConfigurationIsUnderstood() throws IOException {
    CheckpointFolder checkpoint =
        CheckpointFolder.open(
            ModelFolders.of(
                folder,
                """
            {"_name_or_path": "google/vit-base-patch16-224-in21k", "architectures": ["ViTModel"],
             "attention_probs_dropout_prob": 0.0, "dtype": "float32", "encoder_stride": 16,
             "hidden_act": "gelu", "hidden_dropout_prob": 0.0, "hidden_size": 768, "image_size": 224,
             "initializer_range": 0.02, "intermediate_size": 3072, "layer_norm_eps": 1e-12,
             "model_type": "vit", "num_attention_heads": 12, "num_channels": 3,
             "num_hidden_layers": 12, "patch_size": 16, "pooler_act": "tanh",
             "pooler_output_size": 768, "qkv_bias": true, "transformers_version": "5.1.0"}
            """));
    VitConfig.read(checkpoint);
    assertEquals(List.of(), checkpoint.unreadTensors());
  }

  @Test
  void aValueOfAnotherKindIsRefused() throws IOException {
    CheckpointFolder checkpoint =
        CheckpointFolder.open(ModelFolders.of(folder, "{\"pooler_act\": \"relu\"}"));
    FuseboxException e = assertThrows(FuseboxException.class, () -> VitConfig.read(checkpoint));
    assertTrue(e.getMessage().contains("'pooler_act'"), e.getMessage());
  }
}
