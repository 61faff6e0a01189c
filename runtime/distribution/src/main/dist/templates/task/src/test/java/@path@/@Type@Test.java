package @package@;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import io.fusebox.api.task.TaskType;
import io.fusebox.testkit.TaskContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract of every task, and how this one scores. */
class @Type@Test implements TaskContract {
  @Override
  public TaskType task() {
    return new @Type@("question:");
  }

  @Override
  public List<Example> examples() {
    return List.of(
        example("1", "what color is it?", "Red"),
        example("2", "and what shape does it have?", "a square"),
        example("3", "how many?", "two"));
  }

  private static Example example(String id, String text, String answer) {
    return Example.of(id, Question.withText(Map.of(), text), answer, "other");
  }

  @Test
  void theCaseOfAnAnswerDoesNotMatter() {
    List<String> answers = List.of("RED", "a circle", " Two ");
    assertEquals(2 / 3.0, task().score(examples(), answers).accuracy(), 1e-9);
  }
}
