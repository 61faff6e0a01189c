package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.runtime.worlds.scenes.QuestionWorld;
import io.fusebox.testkit.GoldenCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every command that README and docs print, in their order, where the files that they name
 * are. Long work is cut short: the commands are the same, with fewer updates and questions.
 */
class DocumentedCommandsTest {
  private static final Pattern FENCE = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
  private static final Map<String, List<String>> SHORTER =
      Map.of(
          "demo", List.of("--steps", "2", "--test-questions", "8"),
          "train", List.of("--steps", "2"),
          "pretrain", List.of("--steps", "2"),
          "compare", List.of("--limit", "8"));

  @TempDir static Path folder;
  private static final List<Process> BACKGROUND = new ArrayList<>();

  @BeforeAll
  static void writeNamedFiles() throws IOException {
    Path world = new QuestionWorld(160, 60, 3).in(folder.resolve("world"));
    easyVqa(world, "train");
    easyVqa(world, "test");
    Files.copy(world.resolve("test/0.png"), folder.resolve("picture.png"));
    String lines = Files.readString(world.resolve("test.jsonl"));
    Files.writeString(
        folder.resolve("questions.jsonl"),
        lines.replace("test/", "world/" + world.getFileName() + "/test/"));
    Files.copy(
        FuseboxHome.current().root().resolve("etc/pipelines/shapes.yaml"),
        folder.resolve("my.yaml"));
    List<String> yesNo =
        lines.lines().filter(l -> l.matches(".*\"answer\":\"(yes|no)\".*")).toList();
    Files.write(
        folder.resolve("yes-no.jsonl"),
        yesNo.stream()
            .map(l -> l.replace("test/", "world/" + world.getFileName() + "/test/"))
            .toList());
    Files.writeString(folder.resolve("yes-no.yaml"), documentedPipeline("pipelines.md", "task:"));
    Files.writeString(folder.resolve("cameras.yaml"), documentedPipeline("pipelines.md", "left:"));
    Files.writeString(
        folder.resolve("cameras.jsonl"),
        lines.replaceAll(
            "\"image\":\"(test/[^\"]*)\"",
            "\"left\":\"world/WORLD/$1\",\"right\":\"world/WORLD/$1\""
                .replace("WORLD", world.getFileName().toString())));
    for (String camera : List.of("a.png", "b.png")) {
      Files.copy(world.resolve("test/0.png"), folder.resolve(camera));
    }
    Files.writeString(folder.resolve("sarcasm.yaml"), documentedPipeline("mustard.md", "task:"));
    mustard(Files.createDirectories(folder.resolve("mustard")));
    Path docs = FuseboxHome.current().root().resolve("docs/experiments");
    Path experiments = Files.createDirectories(folder.resolve("docs/experiments"));
    try (Stream<Path> files = Files.list(docs)) {
      for (Path file : files.toList()) {
        Files.writeString(experiments.resolve(file.getFileName()), shortened(file));
      }
    }
    Files.writeString(
        folder.resolve("experiment.yaml"),
        "data: {path: easy-vqa}\n"
            + "shots: [16]\n"
            + "training: {steps: 2}\n"
            + "ablations: {features: [pooled]}\n");
    Path golden = Files.createDirectories(folder.resolve("golden"));
    GoldenCase.of("bart-tiny").copyTo(golden.resolve("bart-tiny"));
  }

  /** An experiment with one short run of each kind; other files as they are. */
  private static String shortened(Path experiment) throws IOException {
    return Files.readString(experiment)
        .replaceAll("shots: \\[.*?]", "shots: [8]")
        .replaceAll("seeds: \\[.*?]", "seeds: [0]")
        .replaceAll("epochs: \\d+", "steps: 2");
  }

  /** A file in MUStARD's form, as many utterances as are drawn. */
  private static void mustard(Path to) throws IOException {
    ObjectNode all = new ObjectMapper().createObjectNode();
    for (int i = 0; i < 140; i++) {
      ObjectNode entry = all.putObject("1_" + i).put("utterance", "so " + i).put("sarcasm", i > 70);
      entry.put("show", i % 2 == 0 ? "BBT" : "FRIENDS").putArray("context");
    }
    new ObjectMapper().writeValue(to.resolve("sarcasm_data.json").toFile(), all);
  }

  /** The first pipeline file that a document shows, of those that hold {@code part}. */
  private static String documentedPipeline(String name, String part) throws IOException {
    Path doc = FuseboxHome.current().root().resolve("docs").resolve(name);
    return YAML.matcher(Files.readString(doc))
        .results()
        .map(m -> m.group(1))
        .filter(yaml -> yaml.contains(part))
        .findFirst()
        .orElseThrow();
  }

  @AfterAll
  static void stopBackground() throws InterruptedException {
    for (Process process : BACKGROUND) {
      process.destroy();
      process.waitFor();
    }
  }

  /** Writes a split in easy-VQA's form: {@code [[question, answer, number of the image], ...]}. */
  private static void easyVqa(Path world, String split) throws IOException {
    ObjectMapper json = new ObjectMapper();
    ArrayNode questions = json.createArrayNode();
    Path images =
        Files.createDirectories(folder.resolve("easy-vqa").resolve(split).resolve("images"));
    for (String line : Files.readAllLines(world.resolve(split + ".jsonl"))) {
      JsonNode example = json.readTree(line);
      String number = example.get("image").asText().replaceAll("\\D", "");
      Path image = images.resolve(number + ".png");
      if (Files.notExists(image)) {
        Files.copy(world.resolve(example.get("image").asText()), image);
      }
      questions
          .addArray()
          .add(example.get("question"))
          .add(example.get("answer"))
          .add(Integer.parseInt(number));
    }
    json.writeValue(images.resolveSibling("questions.json").toFile(), questions);
    Files.writeString(folder.resolve("easy-vqa/answers.txt"), "yes\nno\n");
  }

  @TestFactory
  Stream<DynamicTest> everyPrintedCommandSucceeds() throws IOException {
    List<String> commands = new ArrayList<>();
    Path root = FuseboxHome.current().root();
    commands.addAll(commands(Path.of("../../README.md")));
    try (Stream<Path> docs = Files.list(root.resolve("docs"))) {
      for (Path doc : docs.filter(DocumentedCommandsTest::isOurs).sorted().toList()) {
        commands.addAll(commands(doc));
      }
    }
    assertTrue(commands.size() > 10, commands.toString());
    return commands.stream().distinct().map(c -> DynamicTest.dynamicTest(c, () -> succeeds(c)));
  }

  /** Guides build upon what they did before: {@link GuidesTest} does what they say. */
  private static boolean isOurs(Path doc) {
    String name = doc.getFileName().toString();
    return name.endsWith(".md") && !name.startsWith("writing-");
  }

  private static List<String> commands(Path doc) throws IOException {
    List<String> commands = new ArrayList<>();
    Matcher fences = FENCE.matcher(Files.readString(doc));
    while (fences.find()) {
      fences.group(1).lines().filter(l -> l.startsWith("./fusebox ")).forEach(commands::add);
    }
    return commands;
  }

  private static void succeeds(String command) throws IOException {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(command.substring("./fusebox ".length()));
    while (matcher.find()) {
      words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    shorten(words);
    if (words.remove("&")) {
      startInBackground(words);
      return;
    }
    FuseboxProcess done = FuseboxProcess.run(folder, words.toArray(String[]::new));
    assertEquals(0, done.exitCode(), done::toString);
  }

  /** Starts {@code fusebox run}, and waits until it can be talked to. */
  private static void startInBackground(List<String> words) throws IOException {
    Process process =
        FuseboxProcess.builder(folder, words.toArray(String[]::new))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("run.out").toFile())
            .start();
    BACKGROUND.add(process);
    LiveHome.soon(
        "it runs",
        () -> Files.exists(folder.resolve(".fusebox/run/daemon.json")) || !process.isAlive());
    assertTrue(process.isAlive(), Files.readString(folder.resolve("run.out")));
  }

  /** Sets the options of {@link #SHORTER}, in place of what the command says of them. */
  private static void shorten(List<String> words) {
    List<String> options = SHORTER.getOrDefault(words.get(0), List.of());
    for (int i = 0; i < options.size(); i += 2) {
      int given = words.indexOf(options.get(i));
      if (given >= 0) {
        words.set(given + 1, options.get(i + 1));
      } else {
        words.addAll(options.subList(i, i + 2));
      }
    }
  }
}
