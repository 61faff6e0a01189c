package io.fusebox.runtime.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.data.Shots.SamplingMethod;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.TinyHome;
import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.runtime.training.TrainingPlan.Schedule;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
  private static final TrainingPlan PLAN =
      new TrainingPlan(0, 20, 0, 3, 0.5, Schedule.COSINE, 7, SamplingMethod.RANDOM);
  private static final BooleanSupplier NEVER = () -> false;

  @TempDir Path folder;
  private TinyHome home;

  @BeforeEach
  void writeHome() {
    home = TinyHome.in(folder);
  }

  private Trainer.Result train(Pipeline pipeline, String state, BooleanSupplier interrupted) {
    FeatureStore store = new FeatureStore(folder.resolve("features"));
    return new Trainer(pipeline, store, PLAN, interrupted)
        .train(home.examples(), folder.resolve(state), run("7"), ProgressListener.NONE);
  }

  private float[] prompt(WeightValues weights) {
    return weights.tensors().get("prompt").data();
  }

  @Test
  void theLossFalls() {
    try (Pipeline pipeline = home.assemble()) {
      AtomicInteger updates = new AtomicInteger();
      double early = train(pipeline, "early", () -> updates.incrementAndGet() > 5).loss();
      Trainer.Result result = train(pipeline, "state", NEVER);
      assertTrue(result.complete());
      assertEquals(60, result.steps());
      assertTrue(result.loss() < 0.8 * early, early + " -> " + result.loss());
    }
  }

  @Test
  void aDamagedPlmIsNamedAndNotTheLearningRate() {
    try (Pipeline pipeline = home.assemble()) {
      String name = "model.encoder.layers.0.fc1.weight";
      pipeline.plm().parameters().get(name).set(new NDIndex("0, 0"), Float.NaN);
      String message =
          assertThrows(FuseboxException.class, () -> train(pipeline, "state", NEVER)).getMessage();
      assertTrue(message.contains("'" + name + "'"), message);
      assertFalse(message.contains("--learning-rate"), message);
    }
  }

  @Test
  void whatTheLastUpdateMadeOfTheWeightsIsTried() {
    TrainingPlan far =
        new TrainingPlan(0, 1, 1, 3, 1e38, Schedule.CONSTANT, 7, SamplingMethod.RANDOM);
    FeatureStore store = new FeatureStore(folder.resolve("features"));
    try (Pipeline pipeline = home.assemble()) {
      Trainer trainer = new Trainer(pipeline, store, far, NEVER);
      for (int attempt = 0; attempt < 2; attempt++) {
        String message =
            assertThrows(
                    FuseboxException.class,
                    () ->
                        trainer.train(
                            home.examples(),
                            folder.resolve("far"),
                            run("far"),
                            ProgressListener.NONE))
                .getMessage();
        assertTrue(message.contains("smaller --learning-rate"), message);
      }
    }
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    try (Pipeline pipeline = home.assemble()) {
      float[] first = prompt(train(pipeline, "a", NEVER).weights());
      assertArrayEquals(first, prompt(train(pipeline, "b", NEVER).weights()));
    }
  }

  @Test
  void anInterruptedRunGoesOnToTheSameBits() {
    try (Pipeline pipeline = home.assemble()) {
      float[] whole = prompt(train(pipeline, "whole", NEVER).weights());
      AtomicInteger updates = new AtomicInteger();
      assertFalse(train(pipeline, "parts", () -> updates.incrementAndGet() > 13).complete());
      Trainer.Result rest = train(pipeline, "parts", NEVER);
      assertTrue(rest.complete());
      assertArrayEquals(whole, prompt(rest.weights()));
    }
  }

  @Test
  void nothingButTheDeclaredWeightsHasAGradientOrChanges() {
    try (Pipeline pipeline = home.assemble()) {
      Map<String, float[]> before = new LinkedHashMap<>();
      pipeline.plm().parameters().forEach((name, p) -> before.put(name, p.toFloatArray()));
      WeightValues start = WeightValues.initial(pipeline, PLAN.seed());
      float[] trained = prompt(train(pipeline, "state", NEVER).weights());
      assertFalse(java.util.Arrays.equals(prompt(start), trained));
      assertEquals(4 * 32, trained.length);
      for (Map.Entry<String, NDArray> frozen : pipeline.plm().parameters().entrySet()) {
        assertFalse(frozen.getValue().hasGradient(), frozen.getKey());
        assertArrayEquals(before.get(frozen.getKey()), frozen.getValue().toFloatArray());
      }
    }
  }

  @Test
  void aStateOfAnotherRunIsRefusedWithBothNamed() {
    try (Pipeline pipeline = home.assemble()) {
      train(pipeline, "state", NEVER);
      FeatureStore store = new FeatureStore(folder.resolve("features"));
      Trainer other = new Trainer(pipeline, store, PLAN, NEVER);
      FuseboxException refused =
          assertThrows(
              FuseboxException.class,
              () ->
                  other.train(
                      home.examples(), folder.resolve("state"), run("8"), ProgressListener.NONE));
      String message = refused.getMessage();
      assertTrue(message.contains("run.plan.seed: found 7, expected 8"), message);
    }
  }

  private static SortedMap<String, String> run(String seed) {
    return new TreeMap<>(Map.of("run.plan.seed", seed));
  }

  @Test
  void noExamplesAreRefused() {
    try (Pipeline pipeline = home.assemble()) {
      Trainer trainer = new Trainer(pipeline, new FeatureStore(folder.resolve("f")), PLAN, NEVER);
      assertThrows(
          FuseboxException.class,
          () -> trainer.train(List.of(), folder.resolve("state"), run("7"), ProgressListener.NONE));
    }
  }
}
