package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.data.AnswerTypes;
import io.fusebox.runtime.engine.answer.Answerer;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.pipeline.ModalityInput;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.runtime.host.Fusebox;
import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.runtime.worlds.scenes.QuestionWorld;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program of {@code docs/spark.md} on a cluster of two workers, one of which loses its executor
 * in the middle: nothing differs from one machine.
 */
class SparkClusterTest {
  private static final int IMAGES = Integer.getInteger("fusebox.spark.images", 32);
  private static final int WORKERS = 2;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PROGRAM =
      Pattern.compile("`spark/AnswerMany.java`.*?```java\\n(.*?)```", Pattern.DOTALL);

  /** Of the eight tasks of a stage. */
  private static final String TWO_OF_EIGHT = "(2/8)";

  private final FuseboxHome home = FuseboxHome.current();
  private final Map<String, JsonNode> rows = new LinkedHashMap<>();
  @TempDir Path folder;
  private Path workspace;
  private Path out;

  @BeforeEach
  void prepare() throws IOException {
    workspace = folder.resolve("workspace");
    out = folder.resolve("out");
    new LiveHome(home, workspace).keepWeights("promptfuse");
    Path data = new QuestionWorld(1, IMAGES, 5).in(folder.resolve("data"));
    for (String line : Files.readAllLines(data.resolve("test.jsonl"))) {
      JsonNode asked = JSON.readTree(line);
      String image = asked.get("image").asText();
      rows.putIfAbsent(
          image, row(image, data.resolve(image), asked.get("question"), asked.get("answer")));
    }
    Path broken = Files.writeString(folder.resolve("broken.png"), "no image");
    JsonNode any = rows.values().iterator().next();
    rows.put("broken", row("broken", broken, any.get("question"), any.get("label")));
    Path absent = folder.resolve("absent.png");
    rows.put("absent", row("absent", absent, any.get("question"), any.get("label")));
    Files.write(
        folder.resolve("questions.jsonl"), rows.values().stream().map(JsonNode::toString).toList());
  }

  private static ObjectNode row(String id, Path image, JsonNode question, JsonNode label) {
    ObjectNode row = JSON.createObjectNode().put("id", id).put("image", image.toString());
    row.set("question", question);
    row.set("label", label);
    return row;
  }

  @Test
  void anExecutorThatIsLostChangesNothing() throws Exception {
    boolean killed;
    try (SparkCluster cluster = SparkCluster.start(folder.resolve("spark"), WORKERS)) {
      killed = run(cluster);
    }
    assertTrue(killed, "no executor was lost");
    try (Fusebox box = Fusebox.open(home, workspace);
        Pipeline pipeline = box.assemble(box.spec("shapes"))) {
      Map<String, JsonNode> answered = byId(out.resolve("answers"));
      FeatureStore alone = FeatureStore.inMemory();
      List<Example> examples = examples(answered);
      try (Answerer answerer = new Answerer(pipeline, alone, box.weights(pipeline))) {
        requireSameAnswers(answerer, examples, answered);
      }
      requireSameScores(pipeline, examples, answered);
      requireSameFeatures(pipeline.modalityInputs().get(0), alone, examples, box.features());
    }
  }

  /** Whether an executor was killed while others had work left. */
  private boolean run(SparkCluster cluster) throws Exception {
    String jars = home.root().resolve("spark") + "/*";
    Process driver =
        cluster
            .submit(
                "--driver-memory",
                "512m",
                "--executor-memory",
                "512m",
                "--conf",
                "spark.driver.extraClassPath=" + jars,
                "--conf",
                "spark.executor.extraClassPath=" + jars,
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.scheduler.minRegisteredResourcesRatio=1.0",
                "--conf",
                "spark.scheduler.maxRegisteredResourcesWaitingTime=120s",
                "--class",
                "AnswerMany",
                program().toString(),
                home.root().toString(),
                workspace.toString(),
                folder.resolve("questions.jsonl").toString(),
                out.toString())
            .redirectErrorStream(true)
            .start();
    List<String> log = new ArrayList<>();
    boolean killed = false;
    try (BufferedReader lines = driver.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.add(line);
        if (!killed && line.contains("Finished task") && line.contains(TWO_OF_EIGHT)) {
          cluster.killExecutorsOf(0);
          killed = true;
        }
      }
    }
    assertEquals(0, driver.waitFor(), () -> String.join("\n", log));
    return killed && log.stream().anyMatch(line -> line.contains("Lost executor"));
  }

  /** The jar of the program in the documents. */
  private Path program() throws Exception {
    String doc = Files.readString(home.root().resolve("docs/spark.md"));
    String text = PROGRAM.matcher(doc).results().findFirst().orElseThrow().group(1);
    Path source = Files.writeString(folder.resolve("AnswerMany.java"), text);
    Path classes = Files.createDirectories(folder.resolve("classes"));
    String jars = SparkCluster.jarsOfSpark() + File.pathSeparator + jarsForSpark();
    String[] javac = {"-proc:none", "-d", classes.toString(), "-cp", jars, source.toString()};
    assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, javac));
    Path jar = folder.resolve("answer-many.jar");
    String[] packed = {"--create", "--file", jar.toString(), "-C", classes.toString(), "."};
    java.util.spi.ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, packed);
    return jar;
  }

  private String jarsForSpark() throws IOException {
    try (Stream<Path> jars = Files.list(home.root().resolve("spark"))) {
      return jars.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
  }

  private static Map<String, JsonNode> byId(Path folder) throws IOException {
    Map<String, JsonNode> byId = new TreeMap<>();
    for (JsonNode row : read(folder)) {
      assertEquals(null, byId.put(row.get("id").asText(), row), "a row is there twice");
    }
    return byId;
  }

  private static List<JsonNode> read(Path folder) throws IOException {
    List<JsonNode> read = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        for (String line : Files.readAllLines(file)) {
          read.add(JSON.readTree(line));
        }
      }
    }
    return read;
  }

  /** The rows that can be answered, in the order of the answers. */
  private List<Example> examples(Map<String, JsonNode> answered) {
    assertEquals(rows.keySet(), Map.copyOf(answered).keySet());
    for (String bad : List.of("broken", "absent")) {
      assertTrue(
          answered.get(bad).get("error").asText().contains(bad + ".png"), answered::toString);
      assertTrue(!answered.get(bad).has("answer"), answered::toString);
    }
    return answered.values().stream()
        .filter(row -> !row.has("error"))
        .map(
            row ->
                Example.of(
                    row.get("id").asText(),
                    new Question(
                        Map.of("image", List.of(Path.of(row.get("image").asText()))),
                        row.get("question").asText()),
                    row.get("label").asText(),
                    AnswerTypes.of(row.get("label").asText())))
        .toList();
  }

  private static void requireSameAnswers(
      Answerer answerer, List<Example> examples, Map<String, JsonNode> answered) {
    List<Answer> alone = answerer.answers(Example.questions(examples), ProgressListener.NONE);
    for (int i = 0; i < alone.size(); i++) {
      JsonNode row = answered.get(examples.get(i).id());
      assertEquals(alone.get(i).text(), row.get("answer").asText());
      assertEquals(alone.get(i).probability(), row.get("probability").asDouble(), 1e-5);
    }
  }

  private void requireSameScores(
      Pipeline pipeline, List<Example> examples, Map<String, JsonNode> answered)
      throws IOException {
    List<String> texts =
        examples.stream().map(e -> answered.get(e.id()).get("answer").asText()).toList();
    Map<String, Double> expected = new HashMap<>();
    expected.put("count", (double) IMAGES);
    expected.putAll(pipeline.taskType().score(examples, texts).numbers());
    expected.put("left out", 2.0);
    Map<String, Double> scores = new HashMap<>();
    read(out.resolve("scores"))
        .forEach(row -> scores.put(row.get("score").asText(), row.get("value").asDouble()));
    assertEquals(expected, scores);
  }

  /** Those that were taken over into the workspace, where training finds them. */
  private static void requireSameFeatures(
      ModalityInput modalityInput, FeatureStore alone, List<Example> examples, FeatureStore kept) {
    for (Example example : examples) {
      Path image = example.files("image").get(0);
      assertArrayEquals(
          alone.features(modalityInput, image).data(),
          kept.features(modalityInput, image).data(),
          1e-5f);
    }
    assertEquals(0, kept.misses());
  }
}
