package io.fusebox.runtime.explain;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.runtime.engine.answer.Answerer;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.TinyHome;
import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.runtime.explain.gradients.AttributionTarget;
import io.fusebox.runtime.explain.gradients.IntegratedGradients;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A PLM whose weights hold numbers that are none has no answer, whatever it is asked for. */
class DamagedPlmTest {
  private static final String TENSOR = "model.decoder.layers.0.fc2.weight";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"generation", "{verbalizer: {\"yes\": \" yes\", \"no\": \" no\"}}"})
  void isRefusedByTheNameOfTheTensor(String task) throws IOException {
    TinyHome home = TinyHome.in(folder);
    home.pipeline("strategy: prompting\ntask: " + task);
    try (Pipeline pipeline = damaged(home)) {
      FeatureStore store = new FeatureStore(folder.resolve("features"));
      WeightValues weights = WeightValues.initial(pipeline, 0);
      try (Answerer answerer = new Answerer(pipeline, store, weights)) {
        refuses(() -> answerer.texts(home.examples(), ProgressListener.NONE));
      }
    }
  }

  /** A strategy that joins damaged embeddings is not to blame, nor is a damaged encoder's jar. */
  @Test
  void theCheckpointIsToBlameAndNotAPlugin() throws IOException {
    TinyHome home = TinyHome.in(folder);
    home.pipeline("dense", "strategy: prompting");
    try (Pipeline pipeline = home.assemble()) {
      damage(pipeline.modalityInputs().get(0).encoder().parameters().get("dense.bias"));
      assertBlames("dense", "'dense.bias'", refusal(home, pipeline));
    }
    home.pipeline("bytes", "strategy: prompting");
    try (Pipeline pipeline = home.assemble()) {
      pipeline.plm().parameters().values().forEach(DamagedPlmTest::damage);
      assertBlames("PLM bart", "'", refusal(home, pipeline));
    }
  }

  private static void damage(NDArray tensor) {
    tensor.set(new NDIndex("..."), Float.NaN);
  }

  private String refusal(TinyHome home, Pipeline pipeline) {
    WeightValues weights = WeightValues.initial(pipeline, 0);
    weights.tensors().values().forEach(w -> Arrays.fill(w.data(), 0));
    try (Answerer answerer =
        new Answerer(pipeline, new FeatureStore(folder.resolve("f")), weights)) {
      return assertThrows(
              FuseboxException.class, () -> answerer.texts(home.examples(), ProgressListener.NONE))
          .getMessage();
    }
  }

  private static void assertBlames(String part, String tensor, String message) {
    assertTrue(message.contains(part) && message.contains(tensor), message);
    assertTrue(message.endsWith("checkpoint again") && !message.contains("jar"), message);
  }

  @Test
  void isNotExplained() {
    try (Pipeline pipeline = damaged(TinyHome.in(folder));
        NDManager manager = NDManager.newBaseManager()) {
      Segment text =
          Segment.unpadded(
              Segment.TEXT, pipeline.plm().embed(manager.create(new long[][] {{0, 5, 2}})));
      PlmInput input = PlmInput.join(Segments.of(text));
      AttributionTarget target = AttributionTarget.next(new long[] {2}, 5);
      refuses(() -> IntegratedGradients.of(pipeline.plm()).explain(input, target));
    }
  }

  private static Pipeline damaged(TinyHome home) {
    Pipeline pipeline = home.assemble();
    pipeline.plm().parameters().get(TENSOR).set(new NDIndex("1, 1"), Float.NaN);
    return pipeline;
  }

  private static void refuses(Runnable what) {
    String message = assertThrows(FuseboxException.class, what::run).getMessage();
    assertTrue(message.contains("'" + TENSOR + "'"), message);
  }
}
