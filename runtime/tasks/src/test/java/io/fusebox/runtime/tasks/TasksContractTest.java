package io.fusebox.runtime.tasks;

import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import io.fusebox.api.task.TaskType;
import io.fusebox.testkit.TaskContract;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** The contract of every task, of those that come with Fusebox. */
class TasksContractTest {
  private static Example example(String id, String text, String answer) {
    return Example.of(id, Question.withText(Map.of(), text), answer, "other");
  }

  @Nested
  class Generation implements TaskContract {
    @Override
    public TaskType task() {
      return new GenerationTaskType();
    }

    @Override
    public List<Example> examples() {
      return List.of(
          example("1", "what is it?", "a red square"),
          example("2", "what color is it, really?", "blue"),
          example("3", "how many?", "2"));
    }
  }

  /** Labels whose words are one byte each, as the PLM of the contract has them. */
  @Nested
  class Verbalizing implements TaskContract {
    @Override
    public TaskType task() {
      Map<String, Object> words = new LinkedHashMap<>();
      words.put("no", "n");
      words.put("yes", "y");
      return new ClassificationTaskType(words);
    }

    @Override
    public List<Example> examples() {
      return List.of(
          example("1", "is it red?", "yes"),
          example("2", "is it a square of that color?", "no"),
          example("3", "is it there?", "yes"));
    }

    @Override
    public Optional<Example> unknown() {
      return Optional.of(example("odd-one", "is it red?", "maybe"));
    }
  }
}
