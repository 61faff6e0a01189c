package io.fusebox.runtime.engine.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Example;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.forward.BatchBuilder;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.TinyHome;
import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.toolkit.generation.Generator;
import io.fusebox.toolkit.tensor.Autograd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answering with prompts that are blind, and so are encoded once for all questions. */
class AnswererTest {
  @TempDir Path folder;
  private TinyHome home;
  private FeatureStore store;

  @BeforeEach
  void writeHome() throws IOException {
    home = TinyHome.in(folder);
    home.pipeline("strategy: blinding");
    store = new FeatureStore(folder.resolve("features"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"blinding", "prefixing"})
  void answersAsIfNothingWereKept(String strategy) throws IOException {
    home.pipeline("strategy: " + strategy);
    try (Pipeline pipeline = home.assemble()) {
      WeightValues weights = WeightValues.initial(pipeline, 1);
      try (Answerer answerer = new Answerer(pipeline, store, weights)) {
        List<String> together = answerer.texts(home.examples(), ProgressListener.NONE);
        List<String> uncached =
            home.examples().stream().map(e -> uncached(pipeline, weights, e)).toList();
        assertEquals(uncached, together);
        assertEquals(uncached, oneByOne(answerer));
        assertTrue(Set.copyOf(together).size() > 1, together.toString());
      }
    }
  }

  @Test
  void whatIsGivenPieceByPieceIsWhatTheAnswerBeginsWith() {
    try (Pipeline pipeline = home.assemble();
        Answerer answerer = new Answerer(pipeline, store, WeightValues.initial(pipeline, 1))) {
      for (Example example : home.examples()) {
        StringBuilder pieces = new StringBuilder();
        Answer answer = answerer.answer(example.question(), pieces::append);
        assertEquals(answerer.answer(example.question()), answer);
        assertTrue(answer.text().startsWith(pieces.toString()), answer + " and " + pieces);
      }
    }
  }

  private List<String> oneByOne(Answerer answerer) {
    return home.examples().stream().map(e -> answerer.answer(e.question()).text()).toList();
  }

  /** An additional mask makes the PLM read all positions at once. */
  private String uncached(Pipeline pipeline, WeightValues weights, Example example) {
    try (NDManager manager = NDManager.newBaseManager()) {
      PlmInput blind =
          new BatchBuilder(pipeline, store)
              .fuse(
                  manager,
                  List.of(example.question()),
                  weights.toTensors(manager, pipeline),
                  false);
      PlmInput masked =
          blind.withAttention(manager.ones(new Shape(blind.length(), blind.length())));
      return Autograd.without(
              () ->
                  pipeline
                      .task()
                      .answer(List.of(example.question()), pipeline.plm().encode(masked)))
          .get(0)
          .text();
    }
  }

  /** The decoder is fed the answer: the product of its tokens' probabilities. */
  @Test
  void anOpenEndedAnswerHasTheProbabilityOfItsTokens() {
    try (Pipeline pipeline = home.assemble();
        NDManager manager = NDManager.newBaseManager()) {
      WeightValues weights = WeightValues.initial(pipeline, 1);
      Example example = home.examples().get(0);
      Plm plm = pipeline.plm();
      PlmInput input =
          new BatchBuilder(pipeline, store)
              .fuse(
                  manager,
                  List.of(example.question()),
                  weights.toTensors(manager, pipeline),
                  false);
      Autograd.without(
          () -> {
            EncoderOutput encoded = plm.encode(input);
            long[] said =
                Generator.generate(
                        plm, encoded, GenerationConfig.greedy(pipeline.spec().maxLength()))
                    .sequences()[0];
            NDArray logs =
                plm.decode(encoded, manager.create(said).expandDims(0)).logits().logSoftmax(-1);
            double sum = 0;
            for (int i = 1; i < said.length; i++) {
              sum += logs.getFloat(0, i - 1, said[i]);
            }
            assertEquals(
                Math.exp(sum),
                pipeline
                    .task()
                    .answer(List.of(home.examples().get(0).question()), encoded)
                    .get(0)
                    .probability(),
                1e-5);
            return null;
          });
    }
  }

  @Test
  void holdsNoMoreAfterManyAnswersThanAfterOneAndNothingOnceClosed() {
    try (Pipeline pipeline = home.assemble()) {
      int before = live(pipeline);
      try (Answerer answerer = new Answerer(pipeline, store, WeightValues.initial(pipeline, 1))) {
        oneByOne(answerer);
        int once = live(pipeline);
        assertTrue(once > before, "what blind prompts became is kept");
        for (int i = 0; i < 10; i++) {
          oneByOne(answerer);
        }
        assertEquals(once, live(pipeline));
      }
      assertEquals(before, live(pipeline));
    }
  }

  @Test
  void theEndOfThePipelineFreesWhatAnAnswererKept() {
    Pipeline pipeline = home.assemble();
    Answerer answerer = new Answerer(pipeline, store, WeightValues.initial(pipeline, 1));
    oneByOne(answerer);
    pipeline.close();
    assertEquals(0, live(pipeline));
    answerer.close();
  }

  private static int live(Pipeline pipeline) {
    return pipeline.owner().getManagedArrays().size();
  }
}
