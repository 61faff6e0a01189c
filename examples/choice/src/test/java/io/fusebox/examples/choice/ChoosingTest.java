package io.fusebox.examples.choice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import io.fusebox.api.task.TaskType;
import io.fusebox.testkit.TaskContract;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of every task, and the candidates that this one finds. */
class ChoosingTest implements TaskContract {
  private static final Choice CHOICE = new Choice("/", "none");

  @Override
  public TaskType task() {
    return CHOICE;
  }

  @Override
  public List<Example> examples() {
    return List.of(
        example("1", "what is it? / a red square / a blue circle", "a blue circle"),
        example("2", "and its size? / big / small / in between", "small"),
        example("3", "is it there? /yes/no", "yes"));
  }

  @Override
  public Optional<Example> unknown() {
    return Optional.of(example("odd-one", "what is it? / a cat / a dog", "a horse"));
  }

  private static Example example(String id, String text, String answer) {
    return Example.of(id, question(text), answer, "other");
  }

  private static Question question(String text) {
    return Question.withText(Map.of(), text);
  }

  @Test
  void candidatesStandInTheQuestionOrAreThePipelines() {
    Question asked = question("what is it? / a cat /a dog/ a cat /");
    assertEquals(List.of("a cat", "a dog"), CHOICE.of(asked));
    assertEquals("what is it?", CHOICE.text(asked));
    Choice own = new Choice("/", "yes / no");
    assertEquals(List.of("yes", "no"), own.of(question("is it?")));
    assertEquals(List.of("a", "b"), own.of(question("which? / a / b")));
    Choice barred = new Choice("||", "none");
    assertEquals(List.of("1/2", "3/4"), barred.of(question("how much? || 1/2 || 3/4")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"what is it?", "what is it? /", "what is it? / a cat", "x / y / y"})
  void fewerThanTwoCandidatesAreRefused(String text) {
    String message =
        assertThrows(FuseboxException.class, () -> CHOICE.of(question(text))).getMessage();
    assertTrue(message.contains("expected two or more"), message);
  }

  @Test
  void aQuestionWithoutATextAndABlankSeparatorAreRefused() {
    assertThrows(FuseboxException.class, () -> CHOICE.text(question("/ a / b")));
    assertThrows(FuseboxException.class, () -> new Choice(" ", "none"));
  }
}
