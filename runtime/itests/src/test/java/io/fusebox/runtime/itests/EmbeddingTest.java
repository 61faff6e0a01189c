package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.runtime.worlds.scenes.QuestionWorld;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of {@code docs/embedding.md}, each compiled and run in a JVM of its own. */
class EmbeddingTest {
  private static final Pattern PROGRAM =
      Pattern.compile("`embedding/(\\w+\\.java)`:\\n\\n```java\\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;
  private LiveHome installed;
  private String image;

  @BeforeEach
  void compile() throws IOException {
    installed = LiveHome.in(folder);
    installed.keepWeights("promptfuse");
    image = new QuestionWorld(1, 1, 4).in(folder.resolve("data")).resolve("test/0.png").toString();
    String doc = Files.readString(FuseboxHome.current().root().resolve("docs/embedding.md"));
    List<String> javac =
        new ArrayList<>(
            List.of("-Xlint:deprecation,unchecked", "-Werror", "-proc:none", "-cp", libraries()));
    for (var program : PROGRAM.matcher(doc).results().toList()) {
      Path file = Files.writeString(folder.resolve(program.group(1)), program.group(2));
      javac.add(file.toString());
    }
    String[] arguments = javac.toArray(String[]::new);
    assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments));
  }

  /**
   * Those of an installation but for its command line and its log, which are not part of the host.
   */
  private String libraries() throws IOException {
    try (Stream<Path> jars = Files.list(installed.home().root().resolve("lib"))) {
      return jars.map(Path::toString)
          .filter(jar -> !jar.matches(".*/(logback|picocli|fusebox-launcher|fusebox-server)-.*"))
          .sorted()
          .collect(Collectors.joining(File.pathSeparator));
    }
  }

  @Test
  void aProgramAnswersOneQuestionAndEnds() throws Exception {
    List<String> lines = run("AskOnce", "what color is the shape?");
    assertEquals(1, lines.size(), lines::toString);
    assertTrue(lines.get(0).matches("\\S+ by promptfuse"), lines::toString);
  }

  @Test
  void aProgramAsksALiveSystemAndEnds() throws Exception {
    List<String> answers = run("AskLive", "what color is the shape?", "what shape is it?");
    assertEquals(2, answers.size(), answers::toString);
    assertTrue(
        answers.stream().allMatch(a -> a.matches("\\S+ \\([01]\\.\\d{3}\\)")), answers::toString);
  }

  /** The lines that it prints. */
  private List<String> run(String program, String... questions) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Dai.djl.offline=true", "-cp"));
    command.add(folder + File.pathSeparator + libraries());
    command.addAll(List.of(program, installed.home().root().toString()));
    command.addAll(List.of(installed.workspace().toString(), image));
    command.addAll(List.of(questions));
    Path err = folder.resolve("err.txt");
    Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor(), () -> out + read(err));
    return out.lines().toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
