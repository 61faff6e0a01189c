package io.fusebox.runtime.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Example;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Predictions as lines of JSON, each with its end. */
final class PredictionLine {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TRUTH = "truth";

  /** A row must not say what the line says of the answer. */
  private static final Set<String> OWN = Set.of("index", "probability", "missing", "error", TRUTH);

  private PredictionLine() {}

  /** The first of a row's names that its line has for something else. */
  static Optional<String> ownName(Collection<String> names) {
    return names.stream().filter(OWN::contains).findFirst();
  }

  /**
   * The line of a row that was answered.
   *
   * @param missing the inputs that the pipeline reads and that the row came without
   */
  static byte[] of(QuestionRow row, Answer answer, List<String> missing) {
    Map<String, @Nullable Object> line = begin(row);
    line.put("answer", answer.text());
    line.put("probability", answer.probability());
    if (!missing.isEmpty()) {
      line.put("missing", missing);
    }
    return end(line, row);
  }

  /** The line of a row that was not. */
  static byte[] ofError(QuestionRow row) {
    Map<String, @Nullable Object> line = begin(row);
    line.put("error", row.error());
    return end(line, row);
  }

  /**
   * The line of an example that was measured.
   *
   * @param score from 0 to 1
   */
  static byte[] of(Example example, Answer answer, double score) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("id", example.id());
    line.put("question", example.text());
    line.put("answer", answer.text());
    line.put(TRUTH, example.target());
    line.put("score", score);
    line.put("probability", answer.probability());
    return bytes(line);
  }

  private static Map<String, @Nullable Object> begin(QuestionRow row) {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("index", row.index());
    line.put("id", row.id());
    row.question().ifPresent(asked -> line.put("question", asked.text()));
    return line;
  }

  /** The other fields of the row follow under their own names; its answer is the truth. */
  private static byte[] end(Map<String, @Nullable Object> line, QuestionRow row) {
    row.more().forEach((name, value) -> line.put(name.equals("answer") ? TRUTH : name, value));
    return bytes(line);
  }

  private static byte[] bytes(Map<String, @Nullable Object> line) {
    try {
      return (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
