package io.fusebox.runtime.pretrain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.toolkit.checkpoint.CheckpointFolder;
import io.fusebox.toolkit.tensor.Linear;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pretraining sees an encoder through its contract alone: here a very small one. */
class PretrainVitTest {
  private static final int PATCHES = 16;
  private static final int PIXELS = 3 * SmallVitConfig.PATCH * SmallVitConfig.PATCH;
  private static final TinyLayer LAYER = new TinyLayer(PIXELS);

  @TempDir Path folder;

  /** Each patch goes through one linear layer; the class token is their mean. */
  private record Tiny(Linear layer) implements ModalityEncoder {
    @Override
    public Modality modality() {
      return Modality.IMAGE;
    }

    @Override
    public long featureSize() {
      return SmallBartConfig.WIDTH;
    }

    @Override
    public NDArray encode(NDArray pixels) {
      NDArray patches = layer.apply(pixels.reshape(-1, PATCHES, PIXELS));
      return patches.mean(new int[] {1}, true).concat(patches, 1);
    }

    @Override
    public Map<String, NDArray> outputs(NDArray pixels) {
      NDArray features = encode(pixels);
      return Map.of(
          "last_hidden_state", features,
          "hidden_states.2", features,
          "pooler_output", features.get(new NDIndex(":, 0")));
    }

    @Override
    public Map<String, NDArray> parameters() {
      return TinyLayer.parameters(layer);
    }
  }

  private float[] trained(String name, long steps) {
    Path to = folder.resolve(name);
    new PretrainVit(LAYER.plugin("vit", Tiny::new), new PretrainingPlan(steps, 4, 1e-3, 5))
        .run(to, (done, of, note) -> {});
    return LAYER.weight(to);
  }

  @Test
  void trainsWhatTheEncoderThawsAndNothingElseIsWritten() throws IOException {
    float[] one = trained("one", 1);
    float[] more = trained("more", 3);
    assertFalse(Arrays.equals(one, more));
    CheckpointFolder checkpoint = CheckpointFolder.open(folder.resolve("one"));
    assertFalse(checkpoint.has("heads.shapes.weight"));
    assertEquals(SmallVitConfig.SIZE, checkpoint.config().path("image_size").asInt());
    assertTrue(Files.exists(folder.resolve("one/preprocessor_config.json")));
    assertTrue(Files.readString(folder.resolve("one/README.md")).contains("1 updates of 4"));
  }

  @Test
  void aSeedGivesTheSameEncoder() {
    assertTrue(Arrays.equals(trained("first", 2), trained("second", 2)));
  }
}
