package io.fusebox.runtime.spark;

import java.util.List;
import org.apache.spark.sql.Row;

/** The text in a row's columns. */
final class RowText {
  private RowText() {}

  /** A column's text; empty where it is null, or the column has no name. */
  static String of(Row row, String column) {
    Object cell = column.isEmpty() ? null : row.getAs(column);
    return cell == null ? "" : cell.toString();
  }

  /** The texts of a column that has one or several; none where it is null. */
  static List<String> all(Row row, String column) {
    Object cell = row.getAs(column);
    if (cell == null) {
      return List.of();
    }
    return cell instanceof scala.collection.Iterable<?>
        ? row.<String>getList(row.fieldIndex(column))
        : List.of(cell.toString());
  }
}
