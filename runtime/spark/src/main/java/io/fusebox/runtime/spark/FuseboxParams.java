package io.fusebox.runtime.spark;

import java.util.List;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.StringArrayParam;
import scala.Function1;
import scala.runtime.AbstractFunction1;

/**
 * The params of {@link FuseboxTransformer}. Spark finds a param by a public method of its name that
 * gives it.
 */
abstract class FuseboxParams extends Transformer {
  private static final long serialVersionUID = 1L;
  static final String ANSWER = "answer";
  static final String FEATURES = "features";
  static final String SCORE = "score";
  static final String ERROR = "error";
  static final String STOP = "stop";

  private final String uid;
  private final Param<String> home;
  private final Param<String> workspace;
  private final Param<String> pipeline;
  private final Param<String> strategy;
  private final Param<String> models;
  private final Param<String> mode;
  private final StringArrayParam inputCols;
  private final StringArrayParam inputs;
  private final Param<String> textCol;
  private final Param<String> answerCol;
  private final Param<String> probabilityCol;
  private final Param<String> featuresCol;
  private final Param<String> keyCol;
  private final Param<String> errorCol;
  private final Param<String> labelCol;
  private final Param<String> answerTypeCol;
  private final IntParam batchSize;
  private final Param<String> badRows;

  FuseboxParams(String uid) {
    this.uid = uid;
    home =
        text(
            "home",
            "the folder of Fusebox on every machine, or the name under which Spark ships it");
    workspace = text("workspace", "the workspace in which the pipeline was trained; on the driver");
    pipeline = text("pipeline", "the pipeline's name, or the path of its file; on the driver");
    strategy = text("strategy", "another strategy than the pipeline's own");
    models =
        text(
            "models",
            "what paths in the pipeline's file are relative to on the executors, or the name under"
                + " which Spark ships that folder; where the file lies, if not set");
    mode = choice("mode", "what is made of the rows", ANSWER, FEATURES, SCORE);
    inputCols =
        new StringArrayParam(
            this,
            "inputCols",
            "the columns of inputs: paths, bytes, rows of binaryFile, or arrays");
    inputs =
        new StringArrayParam(
            this,
            "inputs",
            "the pipeline's names of these inputs; those of the columns, if not set");
    textCol = text("textCol", "the column of the question's text");
    answerCol = text("answerCol", "the column of answers");
    probabilityCol = text("probabilityCol", "the column of the answers' probabilities");
    featuresCol = text("featuresCol", "the column of features");
    keyCol = text("keyCol", "the column of what the features are kept by");
    errorCol = text("errorCol", "the column that says why a row could not be used");
    labelCol = text("labelCol", "the column of the right answer, or of the ten of people");
    answerTypeCol = text("answerTypeCol", "the column of what an answer is counted as");
    batchSize =
        new IntParam(this, "batchSize", "how many rows are in memory together", atLeastOne());
    badRows = choice("badRows", "what a row that cannot be used becomes", ERROR, STOP);
    setDefaults();
  }

  private void setDefaults() {
    setDefault(workspace, ".fusebox");
    setDefault(strategy, "");
    setDefault(models, "");
    setDefault(mode, ANSWER);
    setDefault(inputCols, new String[0]);
    setDefault(inputs, new String[0]);
    setDefault(textCol, "");
    setDefault(answerCol, "answer");
    setDefault(probabilityCol, "probability");
    setDefault(featuresCol, "features");
    setDefault(keyCol, "featureKey");
    setDefault(errorCol, "error");
    setDefault(labelCol, "label");
    setDefault(answerTypeCol, "");
    setDefault(batchSize, 32);
    setDefault(badRows, ERROR);
  }

  private Param<String> text(String name, String doc) {
    return new Param<>(this, name, doc);
  }

  private Param<String> choice(String name, String doc, String... allowed) {
    return new Param<>(
        this,
        name,
        doc + ": " + String.join(", ", allowed),
        ParamValidators.<String>inArray(List.of(allowed)));
  }

  private static Function1<Object, Object> atLeastOne() {
    return new AtLeastOne();
  }

  /** Spark serializes params with their validators. */
  private static final class AtLeastOne extends AbstractFunction1<Object, Object>
      implements java.io.Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Object apply(Object value) {
      return value instanceof Integer number && number >= 1;
    }
  }

  @Override
  public String uid() {
    return uid;
  }

  public Param<String> home() {
    return home;
  }

  public Param<String> workspace() {
    return workspace;
  }

  public Param<String> pipeline() {
    return pipeline;
  }

  public Param<String> strategy() {
    return strategy;
  }

  public Param<String> models() {
    return models;
  }

  public Param<String> mode() {
    return mode;
  }

  public StringArrayParam inputCols() {
    return inputCols;
  }

  public StringArrayParam inputs() {
    return inputs;
  }

  public Param<String> textCol() {
    return textCol;
  }

  public Param<String> answerCol() {
    return answerCol;
  }

  public Param<String> probabilityCol() {
    return probabilityCol;
  }

  public Param<String> featuresCol() {
    return featuresCol;
  }

  public Param<String> keyCol() {
    return keyCol;
  }

  public Param<String> errorCol() {
    return errorCol;
  }

  public Param<String> labelCol() {
    return labelCol;
  }

  public Param<String> answerTypeCol() {
    return answerTypeCol;
  }

  public IntParam batchSize() {
    return batchSize;
  }

  public Param<String> badRows() {
    return badRows;
  }
}
