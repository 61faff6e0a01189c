package io.fusebox.runtime.spark;

import static io.fusebox.runtime.spark.FuseboxTransformer.require;

import io.fusebox.runtime.isolated.BatchFusebox;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RuntimeConfig;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the features that a job has written over into a workspace of this machine, where {@code
 * fusebox train} and {@code compare} look for them. Arguments: PARQUET HOME WORKSPACE, the first
 * with the columns {@code features} and {@code featureKey}; rows without features are left out.
 */
public final class FeatureImport {
  private static final Logger LOG = LoggerFactory.getLogger(FeatureImport.class);
  private static final long EVERY = 10_000;
  private static final String READ_TOGETHER = "spark.sql.parquet.columnarReaderBatchSize";
  private static final String ROWS = "64";

  /** Of a file of features, compressed. */
  private static final BigInteger PART_BYTES = BigInteger.valueOf(4 << 20);

  private static final BigInteger MOST_PARTS = BigInteger.valueOf(50_000);

  private FeatureImport() {}

  public static void main(String[] arguments) throws IOException {
    require(
        arguments.length == 3,
        "expected PARQUET HOME WORKSPACE, found " + Arrays.toString(arguments));
    try (SparkSession spark = SparkSession.builder().appName("Fusebox features").getOrCreate()) {
      long kept = into(spark.read().parquet(arguments[0]), arguments[1], Path.of(arguments[2]));
      LOG.info("kept the features of {} inputs in {}", kept, arguments[2]);
    }
  }

  /**
   * Keeps features in a workspace of this machine. Some megabytes at a time come here, whatever the
   * cluster and however the rows are partitioned.
   *
   * @param rows what the mode {@code features} has made
   * @param home the folder of Fusebox on this machine
   * @return of how many inputs
   */
  public static long into(Dataset<Row> rows, String home, Path workspace) {
    RuntimeConfig settings = rows.sparkSession().conf();
    String before = settings.get(READ_TOGETHER);
    // Spark reads 4,096 rows of Parquet at once, which are gigabytes where features are long.
    settings.set(READ_TOGETHER, ROWS);
    try {
      return keep(inSmallParts(rows), JvmFusebox.of(ExecutorPipeline.place(home)), workspace);
    } finally {
      settings.set(READ_TOGETHER, before);
    }
  }

  /** A partition comes here whole, so there are as many as keep it small. */
  private static Iterator<Row> inSmallParts(Dataset<Row> rows) {
    Dataset<Row> made =
        rows.select("featureKey", "features").filter(functions.col("features").isNotNull());
    BigInteger size = rows.queryExecution().optimizedPlan().stats().sizeInBytes().bigInteger();
    BigInteger parts = size.divide(PART_BYTES).add(BigInteger.ONE).min(MOST_PARTS);
    return made.repartition(parts.intValue(), functions.col("featureKey")).toLocalIterator();
  }

  private static long keep(Iterator<Row> made, BatchFusebox fusebox, Path workspace) {
    long kept = 0;
    while (made.hasNext()) {
      Row row = made.next();
      Row key = row.getStruct(0);
      fusebox.keep(
          workspace.toAbsolutePath(),
          key.getString(0),
          key.getString(1),
          key.getInt(2),
          numbers(row.getAs(1)));
      if (++kept % EVERY == 0) {
        LOG.info("kept the features of {} inputs so far", kept);
      }
    }
    return kept;
  }

  private static float[] numbers(Vector features) {
    float[] numbers = new float[features.size()];
    double[] values = features.toArray();
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) values[i];
    }
    return numbers;
  }
}
