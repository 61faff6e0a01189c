package io.fusebox.runtime.batch;

import io.fusebox.api.task.Question;
import io.fusebox.toolkit.files.Sha256;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row of the data.
 *
 * @param index from 0
 * @param question empty when the row holds none
 * @param more what else the row says, by name
 * @param error why the row holds no question; empty when it does
 */
record QuestionRow(
    long index,
    String id,
    Optional<Question> question,
    Map<String, ? extends @Nullable Object> more,
    String error) {

  /** Adds what the row says to a digest of all rows. */
  void addTo(Sha256 digest) {
    digest.text(id).text(error).text(more.toString());
    question.ifPresent(
        asked -> {
          digest.text(asked.text());
          asked
              .files()
              .forEach(
                  (input, files) -> {
                    digest.text(input).number(files.size());
                    files.forEach(file -> digest.text(file.toString()));
                  });
        });
  }

  QuestionRow withError(String why) {
    return new QuestionRow(index, id, Optional.empty(), more, why);
  }

  /** For messages: {@code row 3, id 'x'}. */
  String name() {
    return "row %,d, id '%s'".formatted(index, id);
  }
}
