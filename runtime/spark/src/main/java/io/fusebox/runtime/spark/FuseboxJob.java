package io.fusebox.runtime.spark;

import static io.fusebox.runtime.spark.FuseboxTransformer.require;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * A job for {@code spark-submit} that needs no program: reads a table, transforms it, writes the
 * result. Arguments: INPUT OUTPUT NAME=VALUE..., where NAME is a param of {@link
 * FuseboxTransformer}, or
 *
 * <ul>
 *   <li>{@code format}: of the input, such as json, parquet or binaryFile (default: parquet);
 *   <li>{@code query}: SQL that makes the rows of the table {@code input};
 *   <li>{@code result}: SQL that makes what is written of the table {@code output};
 *   <li>{@code write}: the format of the output (default: parquet).
 * </ul>
 */
public final class FuseboxJob {
  private static final List<String> OWN = List.of("format", "query", "result", "write");

  private FuseboxJob() {}

  public static void main(String[] arguments) throws IOException {
    require(
        arguments.length >= 2,
        "expected INPUT OUTPUT NAME=VALUE..., found " + Arrays.toString(arguments));
    Map<String, String> settings = settings(Arrays.asList(arguments).subList(2, arguments.length));
    FuseboxTransformer transformer = transformer(settings);
    try (SparkSession spark = SparkSession.builder().appName("Fusebox").getOrCreate()) {
      Dataset<Row> input =
          spark.read().format(settings.getOrDefault("format", "parquet")).load(arguments[0]);
      Dataset<Row> rows = selected(spark, input, "input", settings.get("query"));
      Dataset<Row> done =
          selected(spark, transformer.transform(rows), "output", settings.get("result"));
      done.write().format(settings.getOrDefault("write", "parquet")).save(arguments[1]);
    }
  }

  private static Map<String, String> settings(List<String> arguments) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String argument : arguments) {
      int at = argument.indexOf('=');
      require(at > 0, "expected NAME=VALUE, found '%s'".formatted(argument));
      settings.put(argument.substring(0, at), argument.substring(at + 1));
    }
    return settings;
  }

  /** Values as they are written: lists with commas. */
  private static FuseboxTransformer transformer(Map<String, String> settings) {
    FuseboxTransformer transformer = new FuseboxTransformer();
    settings.forEach(
        (name, value) -> {
          if (!OWN.contains(name)) {
            require(
                transformer.hasParam(name),
                "there is no param '%s'; found %s and %s".formatted(name, OWN, names(transformer)));
            set(transformer, transformer.getParam(name), value);
          }
        });
    return transformer;
  }

  private static void set(FuseboxTransformer transformer, Param<Object> param, String value) {
    if (param.equals(transformer.batchSize())) {
      require(value.matches("[0-9]{1,6}"), "batchSize is a number, found '%s'".formatted(value));
      transformer.setBatchSize(Integer.parseInt(value));
    } else if (param.equals(transformer.inputCols()) || param.equals(transformer.inputs())) {
      transformer.set(param, value.isEmpty() ? new String[0] : value.split(","));
    } else {
      transformer.set(param, value);
    }
  }

  private static List<String> names(FuseboxTransformer transformer) {
    return Arrays.stream(transformer.params()).map(Param::name).toList();
  }

  private static Dataset<Row> selected(
      SparkSession spark, Dataset<Row> rows, String name, @Nullable String query) {
    if (query == null) {
      return rows;
    }
    rows.createOrReplaceTempView(name);
    return spark.sql(query);
  }
}
