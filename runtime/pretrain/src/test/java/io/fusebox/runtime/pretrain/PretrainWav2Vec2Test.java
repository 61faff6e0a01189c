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
class PretrainWav2Vec2Test {
  private static final int STRIDE = SmallWav2Vec2Config.STRIDE;
  private static final TinyLayer LAYER = new TinyLayer(STRIDE);

  @TempDir Path folder;

  /** Each frame goes through one linear layer, of its first samples alone. */
  private record Tiny(Linear layer) implements ModalityEncoder {
    @Override
    public Modality modality() {
      return Modality.AUDIO;
    }

    @Override
    public long featureSize() {
      return SmallBartConfig.WIDTH;
    }

    @Override
    public NDArray encode(NDArray clips) {
      long frames = (clips.getShape().get(1) - SmallWav2Vec2Config.FIELD) / STRIDE + 1;
      NDArray whole = clips.get(new NDIndex(":, :{}", frames * STRIDE));
      return layer.apply(whole.reshape(-1, frames, STRIDE));
    }

    @Override
    public Map<String, NDArray> parameters() {
      return TinyLayer.parameters(layer);
    }
  }

  private float[] trained(String name, long steps) {
    Path to = folder.resolve(name);
    new PretrainWav2Vec2(
            LAYER.plugin("wav2vec2", Tiny::new), new PretrainingPlan(steps, 4, 1e-3, 5))
        .run(to, (done, of, note) -> {});
    return LAYER.weight(to);
  }

  @Test
  void trainsWhatTheEncoderThawsAndNothingElseIsWritten() throws IOException {
    float[] one = trained("one", 1);
    float[] more = trained("more", 3);
    assertFalse(Arrays.equals(one, more));
    CheckpointFolder checkpoint = CheckpointFolder.open(folder.resolve("one"));
    assertFalse(checkpoint.has("heads.timbre.weight"));
    assertEquals(7, checkpoint.config().path("conv_dim").size());
    assertTrue(Files.exists(folder.resolve("one/preprocessor_config.json")));
    assertTrue(Files.readString(folder.resolve("one/README.md")).contains("1 updates of 4"));
  }

  @Test
  void aSeedGivesTheSameEncoder() {
    assertTrue(Arrays.equals(trained("first", 2), trained("second", 2)));
  }
}
