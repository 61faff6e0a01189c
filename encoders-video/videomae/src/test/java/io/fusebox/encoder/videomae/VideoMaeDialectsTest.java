package io.fusebox.encoder.videomae;

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
class VideoMaeDialectsTest {
  @TempDir Path folder;

  @Test
  void aPublishedConfigurationIsUnderstood() throws IOException {
    CheckpointFolder checkpoint =
        CheckpointFolder.open(
            ModelFolders.of(
                folder,
                """
            {"architectures": ["VideoMAEForPreTraining"], "attention_probs_dropout_prob": 0.0,
             "decoder_hidden_size": 384, "decoder_intermediate_size": 1536,
             "decoder_num_attention_heads": 6, "decoder_num_hidden_layers": 4, "hidden_act": "gelu",
             "hidden_dropout_prob": 0.0, "hidden_size": 768, "image_size": 224,
             "initializer_range": 0.02, "intermediate_size": 3072, "layer_norm_eps": 1e-12,
             "model_type": "videomae", "norm_pix_loss": true, "num_attention_heads": 12,
             "num_channels": 3, "num_frames": 16, "num_hidden_layers": 12, "patch_size": 16,
             "qkv_bias": true, "torch_dtype": "float32", "transformers_version": "4.22.0",
             "tubelet_size": 2, "use_mean_pooling": false}
            """));
    VideoMaeConfig.read(checkpoint);
    assertEquals(List.of(), checkpoint.unreadTensors());
  }

  @Test
  void aValueOfAnotherKindIsRefused() throws IOException {
    CheckpointFolder checkpoint =
        CheckpointFolder.open(ModelFolders.of(folder, "{\"use_mean_pooling\": \"no\"}"));
    FuseboxException e =
        assertThrows(FuseboxException.class, () -> VideoMaeConfig.read(checkpoint));
    assertTrue(e.getMessage().contains("'use_mean_pooling'"), e.getMessage());
  }
}
