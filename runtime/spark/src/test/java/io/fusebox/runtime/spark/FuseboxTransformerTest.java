package io.fusebox.runtime.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.runtime.isolated.BatchException;
import io.fusebox.runtime.isolated.BatchPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FuseboxTransformerTest {
  private static final StructType QUESTIONS =
      new StructType().add("image", "binary").add("question", "string");

  private static SparkSession spark;
  @TempDir Path folder;

  @BeforeAll
  static void start() {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate();
  }

  @AfterAll
  static void stop() throws IOException {
    spark.close();
  }

  private static FuseboxTransformer answerer() {
    return new FuseboxTransformer()
        .setHome("/opt/fusebox")
        .setPipeline("shapes")
        .setInputCols(new String[] {"image"})
        .setTextCol("question");
  }

  @Test
  void paramsSurviveSavingAndLoading() throws IOException {
    FuseboxTransformer saved =
        answerer().setBatchSize(7).setBadRows("stop").setMode("features").setStrategy("linear");
    String path = folder.resolve("saved").toString();
    saved.write().save(path);
    FuseboxTransformer loaded = FuseboxTransformer.load(path);
    assertEquals(saved.uid(), loaded.uid());
    assertArrayEquals(
        new String[] {"image"}, loaded.getOrDefault(loaded.inputCols()), "another type");
    for (var param : saved.params()) {
      if (!param.name().equals("inputCols") && !param.name().equals("inputs")) {
        assertEquals(saved.get(param), loaded.get(param), param.name());
      }
    }
  }

  @Test
  void itIsAStageOfPipelines() throws IOException {
    String path = folder.resolve("stages").toString();
    new Pipeline().setStages(new PipelineStage[] {answerer()}).write().save(path);
    PipelineStage stage = Pipeline.load(path).getStages()[0];
    FuseboxTransformer loaded = (FuseboxTransformer) stage;
    assertEquals("shapes", loaded.getOrDefault(loaded.pipeline()));
  }

  @Test
  void aCopyHasTheSameParams() {
    FuseboxTransformer copy = answerer().copy(answerer().extractParamMap());
    assertEquals("/opt/fusebox", copy.getOrDefault(copy.home()));
  }

  @Test
  void eachModeSaysWhatItMakes() {
    assertEquals(
        List.of("image", "question", "answer", "probability", "error"),
        List.of(answerer().transformSchema(QUESTIONS).fieldNames()));
    StructType features = answerer().setMode("features").transformSchema(QUESTIONS);
    assertEquals(
        List.of("image", "question", "features", "featureKey", "error"),
        List.of(features.fieldNames()));
    StructType answers = QUESTIONS.add("answer", "string").add("label", "array<string>");
    assertEquals(
        List.of("score", "value"),
        List.of(answerer().setMode("score").transformSchema(answers).fieldNames()));
  }

  @Test
  void columnsThatDoNotFitAreRefusedBeforeAnyRowIsRead() {
    assertRefused("'picture'", answerer().setInputCols(new String[] {"picture"}), QUESTIONS);
    assertRefused("bigint", answerer(), new StructType().add("image", "long"));
    assertRefused("answer", answerer(), QUESTIONS.add("answer", "string"));
    assertRefused("twice", two().setInputs(new String[] {"image", "image"}), QUESTIONS);
    assertRefused("one name for each", two().setInputs(new String[] {"image"}), QUESTIONS);
    assertRefused("one column", two().setMode("features"), QUESTIONS);
    FuseboxTransformer nothing = answerer().setInputCols(new String[0]).setTextCol("");
    assertRefused("nothing to ask", nothing, QUESTIONS);
  }

  private static FuseboxTransformer two() {
    return answerer().setInputCols(new String[] {"image", "question"});
  }

  private static void assertRefused(String why, FuseboxTransformer given, StructType schema) {
    var refused = assertThrows(IllegalArgumentException.class, () -> given.transformSchema(schema));
    assertTrue(refused.getMessage().contains(why), refused::getMessage);
  }

  @Test
  void valuesThatAreNotKnownAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> answerer().setMode("guess"));
    assertThrows(IllegalArgumentException.class, () -> answerer().setBadRows("ignore"));
    assertThrows(IllegalArgumentException.class, () -> answerer().setBatchSize(0));
    String[] job = {"in", "out", "colour=red"};
    var refused = assertThrows(IllegalArgumentException.class, () -> FuseboxJob.main(job));
    assertTrue(refused.getMessage().contains("'colour'"), refused::getMessage);
  }

  @Test
  void aFolderWithoutFuseboxIsNamed() {
    Dataset<Row> none = spark.createDataFrame(List.of(), QUESTIONS);
    String nowhere = folder.resolve("nowhere").toString();
    var refused =
        assertThrows(BatchException.class, () -> answerer().setHome(nowhere).transform(none));
    assertTrue(refused.getMessage().contains(nowhere), refused::getMessage);
  }

  @Test
  void aPipelineIsOpenedOnceForAllAndClosedForAnother() throws Exception {
    OpenPipelines pipelines = new OpenPipelines();
    AtomicInteger opened = new AtomicInteger();
    List<Path> scratch = new ArrayList<>();
    IntStream.range(0, 8)
        .parallel()
        .forEach(
            i ->
                pipelines.acquire(
                    "a",
                    made -> {
                      opened.incrementAndGet();
                      scratch.add(made);
                      return new NoPipeline(opened);
                    }));
    assertEquals(1, opened.get());
    pipelines.acquire("b", made -> new NoPipeline(opened));
    assertEquals(1, opened.get(), "one in use was closed");
    IntStream.range(0, 8).forEach(i -> pipelines.release("a"));
    assertThrows(IllegalStateException.class, () -> pipelines.release("a"));
    assertTrue(Files.isDirectory(scratch.get(0)));
    pipelines.acquire("c", made -> new NoPipeline(opened));
    assertEquals(0, opened.get(), "one that is idle was not closed");
    assertTrue(Files.notExists(scratch.get(0)));
  }

  /** Counts how many are open. */
  private record NoPipeline(AtomicInteger opened) implements BatchPipeline {
    @Override
    public List<Answered> answers(List<Query> queries) {
      return List.of();
    }

    @Override
    public List<Features> features(String input, List<Path> files) {
      return List.of();
    }

    @Override
    public Map<String, Double> scores(List<Truth> answers) {
      return Map.of();
    }

    @Override
    public void close() {
      opened.decrementAndGet();
    }
  }
}
