package io.fusebox.encoder.hubert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.fixtures.Tensors;
import io.fusebox.toolkit.checkpoint.UntrainedCheckpoint;
import io.fusebox.toolkit.speech.SpeechEncoder;
import io.fusebox.toolkit.speech.SpeechEncoder.Features;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which checkpoints are read, and how the others are refused. */
class HubertCheckpointTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void featuresMayBeProjectedAsTheyAre() {
    SpeechEncoder encoder = read(c -> c.put("feat_proj_layer_norm", false));
    assertFalse(encoder.parameters().containsKey("feature_projection.layer_norm.weight"));
    assertEquals(
        new Shape(1, 9, 12),
        encoder.encode(Tensors.normal(manager, new Shape(1, 40), 7)).getShape());
    assertTrue(read(c -> {}).parameters().containsKey("feature_projection.layer_norm.weight"));
  }

  @Test
  void refusesABatchNormAndOtherModels() {
    assertTrue(refusal(c -> c.put("conv_pos_batch_norm", true)).contains("conv_pos_batch_norm"));
    assertTrue(refusal(c -> c.put("model_type", "wav2vec2")).contains("expected 'hubert'"));
  }

  private String refusal(Consumer<ObjectNode> change) {
    return assertThrows(FuseboxException.class, () -> read(change)).getMessage();
  }

  private SpeechEncoder read(Consumer<ObjectNode> change) {
    ObjectNode config = JsonNodeFactory.instance.objectNode();
    config.put("model_type", "hubert").put("hidden_size", 12).put("intermediate_size", 20);
    config.put("num_hidden_layers", 1).put("num_attention_heads", 3);
    config.put("num_conv_pos_embeddings", 4).put("num_conv_pos_embedding_groups", 2);
    config.putArray("conv_dim").add(6);
    config.putArray("conv_kernel").add(8);
    config.putArray("conv_stride").add(4);
    change.accept(config);
    UntrainedCheckpoint checkpoint =
        new UntrainedCheckpoint(
            Path.of("made-up"),
            config,
            1,
            n -> !n.startsWith("hubert.") && !n.contains("parametrizations"));
    return Hubert.read(new SpeechEncoder.Config(Features.SEQUENCE, 60), checkpoint, manager);
  }
}
