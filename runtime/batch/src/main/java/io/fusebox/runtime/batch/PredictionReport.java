package io.fusebox.runtime.batch;

import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.TaskType;
import io.fusebox.toolkit.files.AtomicFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** The answer of a pipeline to examples, and how good each answer is: one line of JSON for each. */
public final class PredictionReport {
  private PredictionReport() {}

  /**
   * Writes it, whole or not at all.
   *
   * @param answers one for each example, in their order
   */
  public static void write(
      Path target, TaskType task, List<Example> examples, List<Answer> answers) {
    AtomicFile.write(
        target,
        out -> {
          for (int i = 0; i < examples.size(); i++) {
            Example example = examples.get(i);
            Answer answer = answers.get(i);
            double score = task.score(List.of(example), List.of(answer.text())).accuracy();
            AtomicFile.writeAll(out, ByteBuffer.wrap(PredictionLine.of(example, answer, score)));
          }
        });
  }
}
