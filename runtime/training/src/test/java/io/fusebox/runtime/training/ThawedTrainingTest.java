package io.fusebox.runtime.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import io.fusebox.runtime.data.Shots.SamplingMethod;
import io.fusebox.runtime.engine.answer.Answerer;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.forward.BatchBuilder;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.TinyHome;
import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.runtime.engine.weights.WeightFile;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.runtime.training.TrainingPlan.Schedule;
import io.fusebox.toolkit.tensor.Autograd;
import io.fusebox.toolkit.tensor.HostTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Training that thaws an encoder. */
class ThawedTrainingTest {
  private static final TrainingPlan PLAN =
      new TrainingPlan(0, 20, 0, 3, 0.05, Schedule.CONSTANT, 7, SamplingMethod.RANDOM);
  private static final BooleanSupplier NEVER = () -> false;
  private static final String WEIGHT = "encoder.image.dense.weight";
  private static final String UNUSED = "encoder.image.head.LayerNorm.weight";

  @TempDir Path folder;
  private TinyHome home;

  @BeforeEach
  void writeHome() throws IOException {
    home = TinyHome.in(folder);
    home.pipeline("dense", "strategy: thawing");
  }

  private FeatureStore store() {
    return new FeatureStore(folder.resolve("features"));
  }

  private Trainer.Result train(Pipeline pipeline, String state, BooleanSupplier interrupted) {
    return new Trainer(pipeline, store(), PLAN, interrupted)
        .train(home.examples(), folder.resolve(state), new TreeMap<>(), ProgressListener.NONE);
  }

  private static void assertEqual(WeightValues expected, WeightValues found) {
    assertEquals(expected.names(), found.names());
    expected
        .tensors()
        .forEach((name, t) -> assertArrayEquals(t.data(), found.tensors().get(name).data(), name));
  }

  private static Map<String, float[]> values(Map<String, NDArray> tensors) {
    Map<String, float[]> values = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> values.put(name, tensor.toFloatArray()));
    return values;
  }

  @Test
  void theLossFallsAndEveryEncoderTensorThatTheFeaturesUseChanges() {
    try (Pipeline pipeline = home.assemble()) {
      WeightValues start = WeightValues.initial(pipeline, PLAN.seed());
      AtomicInteger updates = new AtomicInteger();
      double early = train(pipeline, "early", () -> updates.incrementAndGet() > 5).loss();
      Trainer.Result result = train(pipeline, "state", NEVER);
      assertTrue(result.loss() < 0.8 * early, early + " -> " + result.loss());
      for (String name : start.names()) {
        boolean same =
            java.util.Arrays.equals(
                start.tensors().get(name).data(), result.weights().tensors().get(name).data());
        assertEquals(name.equals(UNUSED), same, name);
      }
    }
  }

  @Test
  void thePlmStaysAsItWasAndNothingHasAGradientAfterwards() {
    try (Pipeline pipeline = home.assemble()) {
      Map<String, float[]> before = values(pipeline.plm().parameters());
      train(pipeline, "state", NEVER);
      assertFalse(before.isEmpty() || pipeline.thawed().isEmpty());
      values(pipeline.plm().parameters())
          .forEach((name, now) -> assertArrayEquals(before.get(name), now, name));
      pipeline.plm().parameters().forEach((name, p) -> assertFalse(p.hasGradient(), name));
      pipeline.thawed().forEach((name, p) -> assertFalse(p.hasGradient(), name));
    }
  }

  @Test
  void theSameSeedGivesTheSameBitsAlsoFromAnEncoderThatHasLearnt() {
    try (Pipeline pipeline = home.assemble();
        Pipeline other = home.assemble()) {
      WeightValues first = train(pipeline, "a", NEVER).weights();
      assertEqual(first, train(other, "b", NEVER).weights());
    }
  }

  @Test
  void anInterruptedRunGoesOnToTheSameBits() {
    WeightValues whole;
    try (Pipeline pipeline = home.assemble()) {
      whole = train(pipeline, "whole", NEVER).weights();
    }
    try (Pipeline pipeline = home.assemble()) {
      AtomicInteger updates = new AtomicInteger();
      assertFalse(train(pipeline, "parts", () -> updates.incrementAndGet() > 13).complete());
    }
    try (Pipeline pipeline = home.assemble()) {
      Trainer.Result rest = train(pipeline, "parts", NEVER);
      assertTrue(rest.complete());
      assertEqual(whole, rest.weights());
    }
  }

  @Test
  void savedWeightsMakeAFreshPipelineAnswerAlikeAndLeaveOthersAlone() {
    Path file = folder.resolve("weights.safetensors");
    try (Pipeline trained = home.assemble();
        Pipeline fresh = home.assemble();
        Pipeline bystander = home.assemble()) {
      Map<String, float[]> before = values(bystander.thawed());
      WeightValues weights = train(trained, "state", NEVER).weights();
      WeightFile.save(file, trained, weights, Map.of());
      WeightValues loaded = WeightFile.load(file, fresh);
      assertEqual(weights, loaded);
      List<String> answers = answers(trained, weights);
      assertNotEquals(answers(fresh, WeightValues.initial(fresh, 0)), answers);
      assertEquals(answers, answers(fresh, loaded));
      values(bystander.thawed())
          .forEach((name, now) -> assertArrayEquals(before.get(name), now, name));
    }
  }

  private List<String> answers(Pipeline pipeline, WeightValues weights) {
    return new Answerer(pipeline, store(), weights).texts(home.examples(), ProgressListener.NONE);
  }

  /** The trained encoder must not be asked for what the frozen one has left, or leave anything. */
  @Test
  void noFeaturesAreKeptOrReadWhileTrainingOrAnswering() throws IOException {
    home.pipeline("dense", "strategy: prompting");
    try (Pipeline frozen = home.assemble()) {
      train(frozen, "frozen", NEVER);
    }
    long kept = bytes();
    assertTrue(kept > 0, "the frozen encoder's features are kept");
    home.pipeline("dense", "strategy: thawing");
    try (Pipeline pipeline = home.assemble()) {
      WeightValues weights = train(pipeline, "state", NEVER).weights();
      List<String> answers = answers(pipeline, weights);
      FeatureStore empty = new FeatureStore(folder.resolve("empty"));
      assertEquals(
          answers,
          new Answerer(pipeline, empty, weights).texts(home.examples(), ProgressListener.NONE));
      assertFalse(Files.exists(folder.resolve("empty")));
    }
    assertEquals(kept, bytes());
  }

  private long bytes() throws IOException {
    long sum = 0;
    try (var files = Files.walk(folder.resolve("features"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sum += Files.size(file);
      }
    }
    return sum;
  }

  @Test
  void answeringUsesTheWeightsThatItIsGivenWhateverTheEncoderLearntLast() {
    try (Pipeline pipeline = home.assemble()) {
      WeightValues start = WeightValues.initial(pipeline, 0);
      List<String> untrained = answers(pipeline, start);
      WeightValues trained = train(pipeline, "state", NEVER).weights();
      assertFalse(untrained.equals(answers(pipeline, trained)), untrained.toString());
      assertEquals(untrained, answers(pipeline, start));
    }
  }

  /** In one pass, and in several. */
  @ParameterizedTest
  @ValueSource(longs = {1 << 20, 10})
  void theGradientIsThatOfDifferences(long numbers) {
    try (Pipeline pipeline = home.assemble()) {
      BatchBuilder batches = new BatchBuilder(pipeline, store());
      BatchGradient gradient = new BatchGradient(pipeline, batches, numbers, 2);
      WeightValues weights = WeightValues.initial(pipeline, 1);
      float[] found = of(gradient, weights).gradients().get(WEIGHT);
      double square = 0;
      for (float g : found) {
        square += g * g;
      }
      double step = 1e-2 / Math.sqrt(square);
      double up = of(gradient, moved(weights, found, step)).loss();
      double down = of(gradient, moved(weights, found, -step)).loss();
      assertEquals(square, (up - down) / (2 * step), 2e-2 * square);
    }
  }

  private BatchGradient.Result of(BatchGradient gradient, WeightValues weights) {
    return Autograd.with(() -> gradient.of(home.examples(), weights));
  }

  private static WeightValues moved(WeightValues weights, float[] along, double step) {
    Map<String, HostTensor> tensors = new LinkedHashMap<>(weights.tensors());
    HostTensor moved = tensors.get(WEIGHT).copy();
    for (int i = 0; i < along.length; i++) {
      moved.data()[i] += (float) (step * along[i]);
    }
    tensors.put(WEIGHT, moved);
    return new WeightValues(tensors);
  }

  @Test
  void severalPassesAddUpToOne() {
    assertSeveralPassesAddUpToOne();
  }

  /** One pass pads the features, passes of one example do not. */
  @Test
  void inputsOfUnequalLengthTrainTogether() throws IOException {
    Files.write(folder.resolve("1.bin"), new byte[] {40, 1, 2, 3, 4});
    assertSeveralPassesAddUpToOne();
  }

  private void assertSeveralPassesAddUpToOne() {
    try (Pipeline pipeline = home.assemble()) {
      BatchBuilder batches = new BatchBuilder(pipeline, store());
      WeightValues weights = WeightValues.initial(pipeline, 1);
      BatchGradient.Result one = of(new BatchGradient(pipeline, batches), weights);
      BatchGradient.Result several = of(new BatchGradient(pipeline, batches, 10, 2), weights);
      assertEquals(one.loss(), several.loss(), 1e-5);
      one.gradients()
          .forEach((name, g) -> assertArrayEquals(g, several.gradients().get(name), 1e-5f, name));
    }
  }

  @Test
  void blanksAreEncodedByTheThawedEncoder() throws IOException {
    home.pipeline("dense", "strategy: thawing-blanks");
    try (Pipeline pipeline = home.assemble()) {
      WeightValues start = WeightValues.initial(pipeline, PLAN.seed());
      WeightValues trained = train(pipeline, "state", NEVER).weights();
      // A blank is zeros: the weight is multiplied by nothing, the bias alone learns.
      assertArrayEquals(start.tensors().get(WEIGHT).data(), trained.tensors().get(WEIGHT).data());
      assertFalse(
          java.util.Arrays.equals(
              start.tensors().get("encoder.image.dense.bias").data(),
              trained.tensors().get("encoder.image.dense.bias").data()));
    }
  }

  @Test
  void promptsMayBeTrainedAlong() throws IOException {
    home.pipeline("dense", "strategy: [thawing, prompting]");
    try (Pipeline pipeline = home.assemble()) {
      WeightValues weights = train(pipeline, "state", NEVER).weights();
      assertEquals(
          Set.of("prompt", WEIGHT, "encoder.image.dense.bias", UNUSED),
          Set.copyOf(weights.names()));
    }
  }
}
