package io.fusebox.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import io.fusebox.api.task.Scores;
import io.fusebox.api.task.Task.ExplainedToken;
import io.fusebox.api.task.TaskType;
import io.fusebox.toolkit.generation.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of every task: of its scores, and on a PLM of what it teaches and answers. */
public interface TaskContract {
  /** A new task with settings for {@link #examples}. */
  TaskType task();

  /** Two or more examples that the task can teach, with questions of text and two answers. */
  List<Example> examples();

  /** An example that the task cannot teach; empty where there is none. */
  default Optional<Example> unknown() {
    return Optional.empty();
  }

  /** The PLM of these tests; {@code owner} owns its tensors. */
  default Plm plm(NDManager owner) {
    return SmallPlm.of(owner);
  }

  @Test
  default void putsEveryQuestionIntoWords() {
    TaskBench.with(
        this,
        bench -> {
          for (Question question : bench.questions()) {
            String text = bench.task().text(question);
            assertNotNull(text, question::toString);
            assertFalse(text.isBlank(), question::toString);
          }
        });
  }

  @Test
  default void labelsAreARowOfNumbersForEachExample() {
    TaskBench.with(
        this,
        bench -> {
          NDArray labels = bench.task().labels(bench.batch(), examples());
          Shape shape = labels.getShape();
          assertEquals(2, shape.dimension(), "labels are [b, t], found " + shape);
          assertEquals(examples().size(), shape.get(0), "labels are [b, t], found " + shape);
          assertEquals(DataType.INT64, labels.getDataType());
          assertSame(bench.batch(), labels.getManager(), "the manager of the labels");
          long[] all = labels.toLongArray();
          int t = (int) shape.get(1);
          for (int i = 0; i < shape.get(0); i++) {
            long[] row = Arrays.copyOfRange(all, i * t, (i + 1) * t);
            assertTrue(
                Arrays.stream(row).anyMatch(l -> l != Labels.IGNORED),
                "example " + examples().get(i).id() + " teaches nothing");
          }
        });
  }

  @Test
  default void aStepDownTheGradientTeachesThePrompt() {
    TaskBench.with(
        this,
        bench -> {
          NDArray prompt = bench.prompt();
          float before = bench.step(prompt);
          assertTrue(Float.isFinite(before) && before > 0, "the loss is " + before);
          float after = bench.step(prompt);
          assertTrue(after < before, "the loss was " + before + ", after a step it is " + after);
        });
  }

  @Test
  default void theLossIsAScalarOfTheLabelsManager() {
    TaskBench.with(
        this,
        bench -> {
          NDArray labels = bench.task().labels(bench.batch(), examples());
          NDArray loss = bench.task().loss(bench.encode(bench.questions()), labels);
          assertEquals(1, loss.size(), "the loss is a scalar, found " + loss.getShape());
          assertSame(labels.getManager(), loss.getManager(), "the manager of the loss");
        });
  }

  @Test
  default void answersEachQuestionAsItAnswersItAlone() {
    TaskBench.with(
        this,
        bench -> {
          List<Answer> together = bench.answer(bench.questions());
          assertEquals(bench.questions().size(), together.size(), "an answer for each question");
          for (int i = 0; i < together.size(); i++) {
            Answer answer = together.get(i);
            double p = answer.probability();
            assertTrue(p >= 0 && p <= 1 + 1e-6, "the probability is " + p);
            Answer alone = bench.answer(List.of(bench.questions().get(i))).get(0);
            assertEquals(alone.text(), answer.text(), "the answer to question " + i);
            assertEquals(alone.probability(), p, 1e-4, "the probability of answer " + i);
          }
        });
  }

  @Test
  default void leavesWhatWasEncodedAsItWasAndThePlmToo() {
    TaskBench.with(
        this,
        bench -> {
          EncoderOutput encoded = bench.encode(bench.questions());
          float[] before = encoded.last().toFloatArray();
          int own = bench.tensorsOfThePlm();
          bench.task().answer(bench.questions(), encoded);
          assertEquals(own, bench.tensorsOfThePlm(), "tensors of the PLM");
          assertTrue(Arrays.equals(before, encoded.last().toFloatArray()), "the encoded");
        });
  }

  @Test
  default void answersOnManyThreadsAsOnOne() {
    TaskBench.with(
        this,
        bench -> {
          List<Answer> once = bench.answer(bench.questions());
          IntStream.range(0, 8)
              .parallel()
              .forEach(
                  i -> {
                    try (NDManager own = bench.model().newSubManager()) {
                      EncoderOutput encoded = bench.on(own).encode(bench.questions());
                      List<Answer> again = bench.task().answer(bench.questions(), encoded);
                      assertEquals(texts(once), texts(again));
                    }
                  });
        });
  }

  private static List<String> texts(List<Answer> answers) {
    return answers.stream().map(Answer::text).toList();
  }

  @Test
  default void explainsATokenOfTheAnswer() {
    TaskBench.with(
        this,
        bench -> {
          ExplainedToken answered = bench.explainedToken(bench.questions().get(0));
          requireTokens(answered, bench.plm());
          ExplainedToken chosen = bench.task().explainedToken(examples().get(0).target());
          requireTokens(chosen, bench.plm());
          assertEquals(examples().get(0).target().strip(), chosen.answer());
        });
  }

  private static void requireTokens(ExplainedToken focus, Plm plm) {
    List<Long> tokens = new ArrayList<>(List.of(focus.token()));
    Arrays.stream(focus.read()).forEach(tokens::add);
    Arrays.stream(focus.among()).forEach(tokens::add);
    tokens.forEach(
        t -> assertTrue(t >= 0 && t < plm.spec().vocabulary(), "no token of the PLM: " + t));
    assertEquals(plm.spec().decoderStart(), focus.read()[0], "the decoder begins with");
    assertTrue(
        focus.among().length == 0 || Arrays.stream(focus.among()).anyMatch(t -> t == focus.token()),
        "the explained token is not among those that share the probability");
  }

  @Test
  default void refusesAnExampleThatItCannotTeachByItsName() {
    TaskBench.with(
        this,
        bench -> {
          bench.task().requireKnownAnswers(examples());
          unknown()
              .ifPresent(
                  example -> {
                    String message =
                        assertThrows(
                                FuseboxException.class,
                                () -> bench.task().requireKnownAnswers(List.of(example)))
                            .getMessage();
                    assertTrue(message.contains(example.id()), message);
                  });
        });
  }

  @Test
  default void scoresTargetsAsRightAndOtherAnswersLower() {
    List<String> targets = examples().stream().map(Example::target).toList();
    Scores right = task().score(examples(), targets);
    assertEquals(targets.size(), right.count());
    assertEquals(1, right.accuracy(), 1e-9, "the accuracy of the targets");
    List<String> others = new ArrayList<>(targets);
    do {
      Collections.rotate(others, 1);
    } while (others.get(0).equals(targets.get(0)));
    Scores wrong = task().score(examples(), others);
    assertTrue(wrong.accuracy() < 1, "the accuracy of answers to other questions");
    for (Scores scores : List.of(right, wrong)) {
      scores.numbers().forEach((name, x) -> assertTrue(Double.isFinite(x), name + " is " + x));
      assertFalse(scores.table().isBlank());
      assertEquals(scores.accuracy(), scores.headline().get(Scores.OVERALL));
    }
  }

  @Test
  default void refusesToScoreNothing() {
    assertThrows(FuseboxException.class, () -> task().score(List.of(), List.of()));
  }
}
