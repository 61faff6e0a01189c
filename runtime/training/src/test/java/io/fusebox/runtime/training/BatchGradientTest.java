package io.fusebox.runtime.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.forward.BatchBuilder;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.TinyHome;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.toolkit.tensor.Autograd;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchGradientTest {
  @Test
  void severalPassesAddUpToOne(@TempDir Path folder) {
    TinyHome home = TinyHome.in(folder);
    try (Pipeline pipeline = home.assemble()) {
      BatchBuilder batches =
          new BatchBuilder(pipeline, new FeatureStore(folder.resolve("features")));
      WeightValues weights = WeightValues.initial(pipeline, 1);
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
