package io.fusebox.runtime.engine.answer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.plm.Tokenizer;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Question;
import io.fusebox.api.task.Task.ExplainedToken;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.forward.BatchBuilder;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.TinyHome;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.runtime.tasks.GenerationTask;
import io.fusebox.toolkit.generation.Generator;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationTaskTest {
  @TempDir Path folder;

  private EncoderOutput encoded(TinyHome home, Pipeline pipeline, NDManager manager) {
    return pipeline
        .plm()
        .encode(
            new BatchBuilder(pipeline, new FeatureStore(folder.resolve("features")))
                .fuse(
                    manager,
                    List.of(home.examples().get(0).question()),
                    WeightValues.initial(pipeline, 0).toTensors(manager, pipeline),
                    false));
  }

  /** The same PLM, whose tokens are words: an untrained one says few whole characters. */
  private static Plm inWords(Plm plm) {
    int vocabulary = Math.toIntExact(plm.spec().vocabulary());
    Tokenizer words =
        new WordTokenizer(IntStream.range(0, vocabulary).mapToObj(i -> "w" + i).toList());
    return (Plm)
        Proxy.newProxyInstance(
            GenerationTaskTest.class.getClassLoader(),
            new Class<?>[] {Plm.class},
            (proxy, method, values) ->
                method.getName().equals("tokenizer") ? words : method.invoke(plm, values));
  }

  @Test
  void greedySearchGivesItsAnswerTokenByToken() {
    TinyHome home = TinyHome.in(folder);
    try (Pipeline pipeline = home.assemble();
        NDManager manager = NDManager.newBaseManager()) {
      GenerationTask task =
          new GenerationTask(inWords(pipeline.plm()), GenerationConfig.greedy(6).withMinLength(5));
      EncoderOutput encoded = encoded(home, pipeline, manager);
      Question question = home.examples().get(0).question();
      List<String> pieces = new ArrayList<>();
      Answer answer = task.answer(question, encoded, pieces::add);
      assertEquals(task.answer(List.of(question), encoded).get(0), answer);
      assertEquals(answer.text(), String.join("", pieces));
      assertTrue(pieces.size() > 1, pieces::toString);
      List<String> ofBeams = new ArrayList<>();
      new GenerationTask(task.plm(), task.how().withBeams(2))
          .answer(question, encoded, ofBeams::add);
      assertEquals(List.of(), ofBeams);
    }
  }

  @Test
  void anAnswerThatNobodyWantsIsNotGeneratedToItsEnd() {
    TinyHome home = TinyHome.in(folder);
    try (Pipeline pipeline = home.assemble();
        NDManager manager = NDManager.newBaseManager()) {
      GenerationTask task =
          new GenerationTask(inWords(pipeline.plm()), GenerationConfig.greedy(6).withMinLength(5));
      EncoderOutput encoded = encoded(home, pipeline, manager);
      FuseboxException enough = new FuseboxException("enough");
      Consumer<String> refusing =
          piece -> {
            throw enough;
          };
      Question question = home.examples().get(0).question();
      assertSame(
          enough,
          assertThrows(FuseboxException.class, () -> task.answer(question, encoded, refusing)));
    }
  }

  @Test
  void explainsTheFirstTokenThatIsTheAnswersOwn() {
    TinyHome home = TinyHome.in(folder);
    try (Pipeline pipeline = home.assemble();
        NDManager manager = NDManager.newBaseManager()) {
      GenerationTask free =
          new GenerationTask(pipeline.plm(), GenerationConfig.greedy(pipeline.spec().maxLength()));
      GenerationTask forced = new GenerationTask(free.plm(), free.how().withForcedBos(0));
      EncoderOutput encoded = encoded(home, pipeline, manager);
      long[] said = Generator.generate(free.plm(), encoded, forced.how()).sequences()[0];
      ExplainedToken focus = forced.explainedToken(home.examples().get(0).question(), encoded);
      assertArrayEquals(new long[] {2, 0}, focus.read());
      assertEquals(said[2], focus.token());
    }
  }

  @Test
  void explainsTheFirstTokenOfAChosenAnswer() {
    try (Pipeline pipeline = TinyHome.in(folder).assemble()) {
      ExplainedToken focus = pipeline.task().explainedToken(" elephants");
      assertEquals("elephant", focus.word());
      assertEquals("elephants", focus.answer());
      assertArrayEquals(new long[] {2, 0}, focus.read());
      assertThrows(FuseboxException.class, () -> pipeline.task().explainedToken(""));
    }
  }
}
