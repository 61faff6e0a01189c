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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchGradientTest {
  @TempDir private Path folder;
  private TinyHome home;

  @BeforeEach
  void home() {
    home = TinyHome.in(folder);
  }

  private BatchGradient.Result gradient(long numbers, int cores) {
    try (Pipeline pipeline = home.assemble();
        BatchGradient gradient =
            new BatchGradient(
                pipeline,
                new BatchBuilder(pipeline, new FeatureStore(folder.resolve("features"))),
                numbers,
                cores)) {
      WeightValues weights = WeightValues.initial(pipeline, 1);
      return Autograd.with(() -> gradient.of(home.examples(), weights));
    }
  }

  private static void assertClose(BatchGradient.Result expected, BatchGradient.Result found) {
    assertEquals(expected.loss(), found.loss(), 1e-5);
    assertArrayEquals(expected.gradients().get("prompt"), found.gradients().get("prompt"), 1e-5f);
  }

  @Test
  void severalPassesAddUpToOne() {
    assertClose(gradient(1 << 20, 1), gradient(1500, 1));
  }

  @Test
  void partsThatAreRunSideBySideAddUpToOne() {
    assertClose(gradient(1 << 20, 1), gradient(1 << 20, 3));
  }

  @Test
  void partsAreAddedInTheirOrderWhicheverIsReadyFirst() {
    BatchGradient.Result first = gradient(1 << 20, 4);
    for (int i = 0; i < 5; i++) {
      BatchGradient.Result again = gradient(1 << 20, 4);
      assertEquals(first.loss(), again.loss());
      assertArrayEquals(first.gradients().get("prompt"), again.gradients().get("prompt"));
    }
  }
}
