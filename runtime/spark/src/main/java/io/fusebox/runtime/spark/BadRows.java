package io.fusebox.runtime.spark;

import io.fusebox.runtime.isolated.BatchException;
import java.io.Serializable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * The treatment of rows that cannot be used.
 *
 * @param stop whether the first one ends the job; else its error is in a column
 */
record BadRows(boolean stop) implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 80;

  /**
   * A row with more columns, the last of them its error.
   *
   * @throws BatchException when it has one, and that is to end the job
   */
  Row extended(Row row, @Nullable Object first, @Nullable Object second, @Nullable String error) {
    if (stop && error != null) {
      throw new BatchException(
          "the row %s cannot be used: %s. With badRows = error it gets this as its error, and the others go on"
              .formatted(shown(row), error));
    }
    Object[] values = new Object[row.size() + 3];
    for (int i = 0; i < row.size(); i++) {
      values[i] = row.get(i);
    }
    values[row.size()] = first;
    values[row.size() + 1] = second;
    values[row.size() + 2] = error;
    return RowFactory.create(values);
  }

  private static String shown(Row row) {
    return IntStream.range(0, row.size())
        .mapToObj(i -> row.schema().fieldNames()[i] + "=" + shown(row.get(i)))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String shown(@Nullable Object cell) {
    String text = cell instanceof byte[] bytes ? bytes.length + " bytes" : String.valueOf(cell);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }
}
