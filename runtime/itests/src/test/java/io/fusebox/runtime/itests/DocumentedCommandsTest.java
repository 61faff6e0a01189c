package io.fusebox.runtime.itests;

import static java.util.stream.Collectors.joining;
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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every command that README and docs print, in their order, where the files that they name
 * are. Long work is cut short: the commands are the same, with fewer updates, shots and questions.
 * Those of a document are typed into one {@code fusebox shell}: how a process starts is tested
 * elsewhere.
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

  @TempDir static Path temporary;
  private static FuseboxHome home;
  private static Path folder;

  @BeforeAll
  static void writeNamedFiles() throws IOException {
    LiveHome installed = LiveHome.in(temporary);
    installed.addGuess();
    home = installed.home();
    folder = Files.createDirectory(temporary.resolve("work"));
    Path world = new QuestionWorld(160, 60, 3).in(folder.resolve("world"));
    easyVqa(world, "train");
    easyVqa(world, "test");
    Files.copy(world.resolve("test/0.png"), folder.resolve("picture.png"));
    String lines = Files.readString(world.resolve("test.jsonl"));
    Files.writeString(
        folder.resolve("questions.jsonl"),
        lines.replace("test/", "world/" + world.getFileName() + "/test/"));
    Files.copy(home.pipelines().resolve("shapes.yaml"), folder.resolve("my.yaml"));
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
    for (Path root : List.of(folder, home.root())) {
      writeShortExperiments(Files.createDirectories(root.resolve("docs/experiments")));
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

  private static void writeShortExperiments(Path to) throws IOException {
    Path docs = FuseboxHome.current().root().resolve("docs/experiments");
    try (Stream<Path> files = Files.list(docs)) {
      for (Path file : files.toList()) {
        Files.writeString(to.resolve(file.getFileName()), shortened(file));
      }
    }
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
    Map<Path, List<String>> commands = new LinkedHashMap<>();
    commands.put(Path.of("../../README.md"), List.of());
    try (Stream<Path> docs = Files.list(FuseboxHome.current().root().resolve("docs"))) {
      docs.filter(DocumentedCommandsTest::isOurs)
          .sorted()
          .forEach(doc -> commands.put(doc, List.of()));
    }
    Set<String> seen = new HashSet<>();
    commands.replaceAll((doc, none) -> commands(doc).stream().filter(seen::add).toList());
    commands.values().removeIf(List::isEmpty);
    assertTrue(commands.size() > 6 && seen.size() > 60, commands::toString);
    return commands.entrySet().stream()
        .map(
            doc ->
                DynamicTest.dynamicTest(
                    doc.getKey().getFileName().toString(), () -> run(doc.getValue())));
  }

  /** Guides build upon what they did before: {@link GuidesTest} does what they say. */
  private static boolean isOurs(Path doc) {
    String name = doc.getFileName().toString();
    return name.endsWith(".md") && !name.startsWith("writing-");
  }

  private static List<String> commands(Path doc) {
    try {
      List<String> commands = new ArrayList<>();
      Matcher fences = FENCE.matcher(Files.readString(doc));
      while (fences.find()) {
        fences.group(1).lines().filter(l -> l.startsWith("./fusebox ")).forEach(commands::add);
      }
      return commands;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One shell runs what is printed before {@code run}, one what comes after it. */
  private static void run(List<String> commands) throws IOException {
    int run = commands.indexOf("./fusebox run &");
    if (run < 0) {
      shell(commands);
      return;
    }
    shell(commands.subList(0, run));
    try (RunningFusebox running = RunningFusebox.start(home, folder)) {
      shell(commands.subList(run + 1, commands.size()));
      assertTrue(running.process().isAlive());
    }
  }

  /** Runs commands in one process, but for those that are a shell's own start. */
  private static void shell(List<String> commands) {
    List<String> shell = new ArrayList<>(List.of("shell"));
    for (String command : commands) {
      List<String> words = shortened(words(command));
      if (words.get(0).equals("shell")) {
        succeeds(words);
      } else {
        String quoted = words.stream().skip(1).map("'%s'"::formatted).collect(joining(" "));
        shell.add(words.get(0) + " " + quoted);
      }
    }
    if (shell.size() > 1) {
      succeeds(shell);
    }
  }

  private static void succeeds(List<String> words) {
    FuseboxProcess done = FuseboxProcess.run(home, folder, words.toArray(String[]::new));
    assertEquals(0, done.exitCode(), () -> words + " " + done);
  }

  private static List<String> words(String command) {
    return WORD.matcher(command.substring("./fusebox ".length()))
        .results()
        .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
        .toList();
  }

  /** With the options of {@link #SHORTER}, in place of what the command says of them. */
  private static List<String> shortened(List<String> command) {
    List<String> words = new ArrayList<>(command);
    List<String> options = SHORTER.getOrDefault(words.get(0), List.of());
    for (int i = 0; i < options.size(); i += 2) {
      int given = words.indexOf(options.get(i));
      if (given >= 0) {
        words.set(given + 1, options.get(i + 1));
      } else {
        words.addAll(options.subList(i, i + 2));
      }
    }
    return words;
  }
}
