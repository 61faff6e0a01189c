package io.fusebox.runtime.spark;

import static io.fusebox.runtime.spark.FuseboxTransformer.require;

import java.util.List;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/** The columns of a data set, before any of its rows is read. */
record InputSchema(StructType schema) {

  /** Refuses a column that is not there, or that holds neither paths nor bytes. */
  void requireInput(String column) {
    require(
        isInput(type(column)),
        "the column '%s' is %s; an input is a string (a path), binary, a row of binaryFile, or an array of these"
            .formatted(column, type(column).simpleString()));
  }

  private static boolean isInput(DataType type) {
    if (type instanceof ArrayType array) {
      return !(array.elementType() instanceof ArrayType) && isInput(array.elementType());
    }
    if (type instanceof StructType row) {
      return List.of(row.fieldNames()).contains("content")
          && row.apply("content").dataType() instanceof BinaryType;
    }
    return type instanceof StringType || type instanceof BinaryType;
  }

  /** Refuses columns that are not there, or hold no text; an empty name is not a column. */
  void requireText(String... columns) {
    for (String column : columns) {
      if (!column.isEmpty()) {
        require(
            isText(type(column)),
            "the column '%s' is %s, expected a string"
                .formatted(column, type(column).simpleString()));
      }
    }
  }

  private static boolean isText(DataType type) {
    return type instanceof StringType
        || type instanceof ArrayType array && array.elementType() instanceof StringType;
  }

  private DataType type(String column) {
    List<String> names = List.of(schema.fieldNames());
    require(names.contains(column), "there is no column '%s'; found %s".formatted(column, names));
    return schema.apply(column).dataType();
  }

  /** With a column more, whose name is free. */
  InputSchema with(String column, DataType type) {
    require(
        !List.of(schema.fieldNames()).contains(column),
        "there is a column '%s' already; rename it, or what the transformer adds"
            .formatted(column));
    return new InputSchema(schema.add(column, type));
  }
}
