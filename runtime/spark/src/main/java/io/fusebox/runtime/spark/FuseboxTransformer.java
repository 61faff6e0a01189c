package io.fusebox.runtime.spark;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.fusebox.runtime.isolated.ShippedPipeline;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * A Fusebox pipeline as a transformer, in one of three modes:
 *
 * <ul>
 *   <li>{@code answer}: rows are questions, and get an answer, its probability, or an error;
 *   <li>{@code features}: rows are inputs of one encoder, and get its frozen features {@code [m,
 *       d]} as one vector, row by row, the key {@code (encoder, input, rows)} that a feature store
 *       keeps them by, or an error;
 *   <li>{@code score}: rows have answers and what people answered, and become rows {@code (score,
 *       value)} of what {@code fusebox eval} shows.
 * </ul>
 */
public final class FuseboxTransformer extends FuseboxParams implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;
  private static final StructType KEY =
      new StructType().add("encoder", StringType).add("input", StringType).add("rows", IntegerType);
  private static final StructType SCORES =
      new StructType().add("score", StringType).add("value", DoubleType);

  public FuseboxTransformer() {
    this(Identifiable.randomUID("fusebox"));
  }

  public FuseboxTransformer(String uid) {
    super(uid);
  }

  /** Reads what {@code write} has written. */
  public static MLReader<FuseboxTransformer> read() {
    return new DefaultParamsReader<>();
  }

  /** The same as {@code read().load(path)}. */
  public static FuseboxTransformer load(String path) {
    return read().load(path);
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = transformSchema(dataset.schema());
    Dataset<Row> rows = dataset.toDF();
    ExecutorPipeline shipped = shipped(rows);
    return $(mode()).equals(SCORE)
        ? scores(shipped, rows)
        : rows.mapPartitions(
            new PartitionWork(shipped, rowMode(), (Integer) $(batchSize())), Encoders.row(schema));
  }

  /** The scores are those of all rows: one task sees them all, and of each no more than texts. */
  private Dataset<Row> scores(ExecutorPipeline shipped, Dataset<Row> rows) {
    ScoreWork work =
        new ScoreWork(
            shipped,
            $(textCol()),
            $(labelCol()),
            $(answerTypeCol()),
            $(answerCol()),
            $(badRows()).equals(STOP));
    return rows.select(work.columns()).repartition(1).mapPartitions(work, Encoders.row(SCORES));
  }

  private RowMode rowMode() {
    Map<String, String> columns = inputColumns();
    BadRows bad = new BadRows($(badRows()).equals(STOP));
    return $(mode()).equals(ANSWER)
        ? new AnswerRows(columns, $(textCol()), bad)
        : columns.entrySet().stream()
            .map(input -> new FeatureRows(input.getKey(), input.getValue(), bad))
            .findFirst()
            .orElseThrow();
  }

  private ExecutorPipeline shipped(Dataset<Row> rows) {
    ShippedPipeline read =
        JvmFusebox.of(ExecutorPipeline.place($(home())))
            .read(
                ExecutorPipeline.place($(home())),
                Path.of($(workspace())).toAbsolutePath(),
                $(pipeline()),
                $(strategy()));
    inputColumns().keySet().forEach(input -> requireInput(read, input));
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext());
    return new ExecutorPipeline($(home()), $(models()), context.broadcast(read));
  }

  private static void requireInput(ShippedPipeline read, String input) {
    require(
        read.inputs().contains(input),
        "the pipeline %s has no input '%s', only %s; name the inputs of inputCols with 'inputs'"
            .formatted(read.name(), input, read.inputs()));
  }

  /** The columns by the names of the pipeline's inputs. */
  private Map<String, String> inputColumns() {
    String[] columns = $(inputCols());
    String[] names = $(inputs()).length == 0 ? columns : $(inputs());
    require(
        names.length == columns.length,
        "inputCols has %d columns and inputs %d names; give one name for each column"
            .formatted(columns.length, names.length));
    Map<String, String> byName = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      byName.put(names[i], columns[i]);
    }
    require(byName.size() == names.length, "'inputs' names an input twice");
    return byName;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    InputSchema given = new InputSchema(schema);
    if ($(mode()).equals(SCORE)) {
      given.requireText($(answerCol()), $(labelCol()), $(answerTypeCol()), $(textCol()));
      return SCORES;
    }
    inputColumns().values().forEach(given::requireInput);
    if ($(mode()).equals(ANSWER)) {
      given.requireText($(textCol()));
      require(
          !$(textCol()).isEmpty() || $(inputCols()).length > 0,
          "there is nothing to ask: set inputCols, textCol, or both");
      return given
          .with($(answerCol()), StringType)
          .with($(probabilityCol()), DoubleType)
          .with($(errorCol()), StringType)
          .schema();
    }
    require(
        $(inputCols()).length == 1,
        "features are made of one input at a time: set inputCols to one column");
    return given
        .with($(featuresCol()), SQLDataTypes.VectorType())
        .with($(keyCol()), KEY)
        .with($(errorCol()), StringType)
        .schema();
  }

  static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  @Override
  public FuseboxTransformer copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  public FuseboxTransformer setHome(String value) {
    set(home(), value);
    return this;
  }

  public FuseboxTransformer setWorkspace(String value) {
    set(workspace(), value);
    return this;
  }

  public FuseboxTransformer setPipeline(String value) {
    set(pipeline(), value);
    return this;
  }

  public FuseboxTransformer setStrategy(String value) {
    set(strategy(), value);
    return this;
  }

  public FuseboxTransformer setModels(String value) {
    set(models(), value);
    return this;
  }

  public FuseboxTransformer setMode(String value) {
    set(mode(), value);
    return this;
  }

  public FuseboxTransformer setInputCols(String[] value) {
    set(inputCols(), value);
    return this;
  }

  public FuseboxTransformer setInputs(String[] value) {
    set(inputs(), value);
    return this;
  }

  public FuseboxTransformer setTextCol(String value) {
    set(textCol(), value);
    return this;
  }

  public FuseboxTransformer setAnswerCol(String value) {
    set(answerCol(), value);
    return this;
  }

  public FuseboxTransformer setProbabilityCol(String value) {
    set(probabilityCol(), value);
    return this;
  }

  public FuseboxTransformer setFeaturesCol(String value) {
    set(featuresCol(), value);
    return this;
  }

  public FuseboxTransformer setKeyCol(String value) {
    set(keyCol(), value);
    return this;
  }

  public FuseboxTransformer setErrorCol(String value) {
    set(errorCol(), value);
    return this;
  }

  public FuseboxTransformer setLabelCol(String value) {
    set(labelCol(), value);
    return this;
  }

  public FuseboxTransformer setAnswerTypeCol(String value) {
    set(answerTypeCol(), value);
    return this;
  }

  public FuseboxTransformer setBatchSize(int value) {
    set(batchSize(), value);
    return this;
  }

  public FuseboxTransformer setBadRows(String value) {
    set(badRows(), value);
    return this;
  }
}
