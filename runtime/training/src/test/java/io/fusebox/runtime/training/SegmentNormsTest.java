package io.fusebox.runtime.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.WeightSpec;
import io.fusebox.api.task.Example;
import io.fusebox.runtime.data.Shots.SamplingMethod;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.forward.BatchBuilder;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.TinyHome;
import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.runtime.engine.weights.WeightFile;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.runtime.training.TrainingPlan.Schedule;
import io.fusebox.toolkit.tensor.Autograd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train-layernorm}. */
class SegmentNormsTest {
  private static final TrainingPlan PLAN =
      new TrainingPlan(0, 5, 0, 4, 0, Schedule.CONSTANT, 7, SamplingMethod.RANDOM);

  @TempDir Path folder;
  private TinyHome home;

  @BeforeEach
  void writeHome() {
    home = TinyHome.in(folder);
  }

  private FeatureStore store() {
    return new FeatureStore(folder.resolve("features"));
  }

  private Pipeline assemble(String strategy, boolean norms) throws IOException {
    home.pipeline("strategy: " + strategy + "\ntrain-layernorm: " + norms);
    return home.assemble();
  }

  private static List<String> names(Pipeline pipeline) {
    return pipeline.weights().stream().map(WeightSpec::name).toList();
  }

  /** Two vectors d for each segment but the text: + 3,072 for a prompt and an image at d = 768. */
  @Test
  void everySegmentButTheTextHasItsOwn() throws IOException {
    try (Pipeline pipeline = assemble("prompting", true)) {
      assertEquals(
          List.of(
              "prompt",
              "norm.prompt.weight",
              "norm.prompt.bias",
              "norm.image.weight",
              "norm.image.bias"),
          names(pipeline));
      assertEquals((4 + 4) * 32, WeightValues.initial(pipeline, 0).size());
    }
    try (Pipeline pipeline = assemble("cutting", true)) {
      assertEquals(List.of("scale", "norm.image.weight", "norm.image.bias"), names(pipeline));
    }
  }

  @Test
  void untrainedTheyChangeNothing() throws IOException {
    float[] frozen;
    try (Pipeline pipeline = assemble("prompting", false)) {
      frozen = states(pipeline);
    }
    try (Pipeline pipeline = assemble("prompting", true)) {
      assertArrayEquals(frozen, states(pipeline));
    }
  }

  private float[] states(Pipeline pipeline) {
    try (NDManager manager = NDManager.newBaseManager()) {
      var weights = WeightValues.initial(pipeline, 3).toTensors(manager, pipeline);
      return Autograd.without(
          () ->
              pipeline
                  .plm()
                  .encode(
                      new BatchBuilder(pipeline, store())
                          .fuse(manager, Example.questions(home.examples()), weights, false))
                  .last()
                  .toFloatArray());
    }
  }

  @Test
  void theyAreTrainedAndThePlmsOwnStaysAsItWas() throws IOException {
    try (Pipeline pipeline = assemble("prompting", true)) {
      float[] own = pipeline.plm().embeddingNorm().orElseThrow().weight().toFloatArray();
      WeightValues trained =
          new Trainer(pipeline, store(), PLAN, () -> false)
              .train(
                  home.examples(), folder.resolve("state"), new TreeMap<>(), ProgressListener.NONE)
              .weights();
      for (String name : names(pipeline).subList(1, 5)) {
        float[] start = WeightValues.initial(pipeline, 7).tensors().get(name).data();
        assertFalse(Arrays.equals(start, trained.tensors().get(name).data()), name);
      }
      assertArrayEquals(own, pipeline.plm().embeddingNorm().orElseThrow().weight().toFloatArray());
    }
  }

  @Test
  void weightsWithAndWithoutThemAreNotExchanged() throws IOException {
    Path file = folder.resolve("weights.safetensors");
    try (Pipeline pipeline = assemble("prompting", true)) {
      WeightFile.save(file, pipeline, WeightValues.initial(pipeline, 1), Map.of());
    }
    try (Pipeline pipeline = assemble("prompting", false)) {
      String refusal =
          assertThrows(FuseboxException.class, () -> WeightFile.load(file, pipeline)).getMessage();
      assertTrue(refusal.contains("train-layernorm: trained on true, found false"), refusal);
    }
  }
}
