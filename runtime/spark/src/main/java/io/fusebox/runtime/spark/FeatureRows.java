package io.fusebox.runtime.spark;

import io.fusebox.runtime.isolated.BatchException;
import io.fusebox.runtime.isolated.BatchPipeline;
import io.fusebox.runtime.isolated.BatchPipeline.Features;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Rows as inputs of one encoder: each gets its features, the key that they are kept by, or an
 * error.
 *
 * @param input the input's name
 * @param column the column that holds it
 */
record FeatureRows(String input, String column, BadRows bad) implements RowMode {
  private static final long serialVersionUID = 1L;

  /** A row's file, or why it has none. */
  private record Given(Row row, Optional<Path> file, String error) {}

  @Override
  public List<Row> of(BatchPipeline pipeline, RowFiles files, List<Row> rows) {
    List<Given> given = rows.stream().map(row -> given(files, row)).toList();
    Iterator<Features> made =
        pipeline
            .features(input, given.stream().flatMap(each -> each.file().stream()).toList())
            .iterator();
    return given.stream()
        .map(
            each ->
                each.file().isPresent()
                    ? extended(each.row(), made.next())
                    : bad.extended(each.row(), null, null, each.error()))
        .toList();
  }

  private Row extended(Row row, Features made) {
    return made.error() == null
        ? bad.extended(
            row,
            vector(made.numbers()),
            RowFactory.create(made.encoder(), made.input(), made.rows()),
            null)
        : bad.extended(row, null, null, made.error());
  }

  private Given given(RowFiles files, Row row) {
    try {
      List<Path> found = files.of(row.getAs(column));
      return found.size() == 1
          ? new Given(row, Optional.of(found.get(0)), "")
          : new Given(
              row,
              Optional.empty(),
              "features are made of one file, found %d in %s".formatted(found.size(), column));
    } catch (BatchException e) {
      return new Given(row, Optional.empty(), String.valueOf(e.getMessage()));
    }
  }

  private static Vector vector(float[] numbers) {
    double[] values = new double[numbers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers[i];
    }
    return Vectors.dense(values);
  }
}
