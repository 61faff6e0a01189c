package io.fusebox.runtime.spark;

import io.fusebox.runtime.isolated.BatchException;
import io.fusebox.runtime.isolated.BatchPipeline;
import io.fusebox.runtime.isolated.BatchPipeline.Answered;
import io.fusebox.runtime.isolated.BatchPipeline.Query;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * Rows as questions: each gets the answer, its probability, or an error.
 *
 * @param inputs the columns of inputs, by the inputs' names
 * @param text the column of the text; empty where there is none
 */
record AnswerRows(Map<String, String> inputs, String text, BadRows bad) implements RowMode {
  private static final long serialVersionUID = 1L;

  /** A row's question, or why it is none. */
  private record Asked(Row row, Optional<Query> query, String error) {}

  @Override
  public List<Row> of(BatchPipeline pipeline, RowFiles files, List<Row> rows) {
    List<Asked> asked = rows.stream().map(row -> asked(files, row)).toList();
    Iterator<Answered> answers =
        pipeline.answers(asked.stream().flatMap(each -> each.query().stream()).toList()).iterator();
    return asked.stream()
        .map(
            each ->
                each.query().isPresent()
                    ? extended(each.row(), answers.next())
                    : bad.extended(each.row(), null, null, each.error()))
        .toList();
  }

  private Row extended(Row row, Answered answer) {
    Double probability = answer.error() == null ? answer.probability() : null;
    return bad.extended(row, answer.text(), probability, answer.error());
  }

  private Asked asked(RowFiles files, Row row) {
    try {
      return new Asked(row, Optional.of(query(files, row)), "");
    } catch (BatchException e) {
      return new Asked(row, Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  private Query query(RowFiles files, Row row) {
    Map<String, List<Path>> found = new HashMap<>();
    inputs.forEach((input, column) -> found.put(input, files.of(row.getAs(column))));
    found.values().removeIf(List::isEmpty);
    return new Query(found, RowText.of(row, text));
  }
}
