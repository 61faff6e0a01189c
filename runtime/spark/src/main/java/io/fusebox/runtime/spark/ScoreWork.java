package io.fusebox.runtime.spark;

import io.fusebox.runtime.isolated.BatchException;
import io.fusebox.runtime.isolated.BatchPipeline.Truth;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;

/**
 * All answers of a job against what people answered: the task's scores, each by its name, and how
 * many rows had no answer or no truth and were left out.
 *
 * @param text the column of the question's text; empty where there is none
 * @param answerType the column of what an answer is counted as; empty where there is none
 * @param stop whether a row without an answer or without truth ends the job
 */
record ScoreWork(
    ExecutorPipeline pipeline,
    String text,
    String label,
    String answerType,
    String answer,
    boolean stop)
    implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  /** The columns that are read of each row. */
  Column[] columns() {
    return Stream.of(text, label, answerType, answer)
        .filter(name -> !name.isEmpty())
        .distinct()
        .map(name -> functions.col("`" + name.replace("`", "``") + "`"))
        .toArray(Column[]::new);
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    List<Truth> answered = new ArrayList<>();
    long left = 0;
    while (rows.hasNext()) {
      Row row = rows.next();
      if (row.getAs(answer) != null && row.getAs(label) != null) {
        answered.add(truth(row, answered.size()));
      } else {
        left++;
      }
    }
    refuse(answered, left);
    Map<String, Double> scores = pipeline.open(TaskContext.get()).scores(answered);
    return Stream.concat(
            scores.entrySet().stream().map(e -> RowFactory.create(e.getKey(), e.getValue())),
            Stream.of(RowFactory.create("left out", (double) left)))
        .iterator();
  }

  private void refuse(List<Truth> answered, long left) {
    if (answered.isEmpty() || stop && left > 0) {
      throw new BatchException(
          "%d of %d rows have no '%s' or no '%s' and cannot be scored; look at their errors"
              .formatted(left, left + answered.size(), answer, label));
    }
  }

  private Truth truth(Row row, int id) {
    return new Truth(
        Integer.toString(id),
        RowText.of(row, text),
        RowText.all(row, label),
        RowText.of(row, answerType),
        RowText.of(row, answer));
  }
}
