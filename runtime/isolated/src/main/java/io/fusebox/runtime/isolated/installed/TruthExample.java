package io.fusebox.runtime.isolated.installed;

import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.data.AnswerTypes;
import io.fusebox.runtime.data.HumanAnswers;
import io.fusebox.runtime.isolated.BatchPipeline.Truth;
import java.util.Map;

/** People's answers as an example of a data set; its inputs are not read any more. */
final class TruthExample {
  private static final String NO_TEXT = "(no text)";

  private TruthExample() {}

  static Example of(Truth row) {
    String target = HumanAnswers.mostFrequent(row.truth());
    String type = row.answerType().isEmpty() ? AnswerTypes.of(target) : row.answerType();
    Question asked = new Question(Map.of(), row.text().isBlank() ? NO_TEXT : row.text());
    return new Example(row.id(), asked, target, row.truth(), type, "");
  }
}
