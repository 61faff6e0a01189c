package io.fusebox.runtime.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.forward.Batches;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.TinyHome;
import io.fusebox.runtime.engine.weights.TrainedWeights;
import io.fusebox.toolkit.tensor.Autograd;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchGradientTest {
  @Test
  void several_passes_add_up_to_one(@TempDir Path folder) {
    TinyHome home = TinyHome.in(folder);
    try (Pipeline pipeline = home.assemble()) {
      Batches batches = new Batches(pipeline, new FeatureStore(folder.resolve("features")));
      TrainedWeights weights = TrainedWeights.initial(pipeline, 1);
      BatchGradient.Result one =
          Autograd.with(() -> new BatchGradient(pipeline, batches).of(home.examples(), weights));
      BatchGradient.Result several =
          Autograd.with(
              () -> new BatchGradient(pipeline, batches, 1500).of(home.examples(), weights));
      assertEquals(one.loss(), several.loss(), 1e-5);
      assertArrayEquals(one.gradients().get("prompt"), several.gradients().get("prompt"), 1e-5f);
    }
  }
}
