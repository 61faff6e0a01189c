package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.runtime.host.FuseboxHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Does what a document says, from top to bottom, in the folder of an installation: types its
 * commands, and writes its other blocks to the files that the words before them name. After {@code
 * From `FILE`:} comes a part of a file that is there. Of the demo it does little, as its numbers do
 * not matter.
 */
final class Walkthrough implements AutoCloseable {
  private static final Pattern BLOCK =
      Pattern.compile("(?:(From\\s)?`([^`\\s]+)`:\\n\\n)?```(\\w+)\\n(.*?)```", Pattern.DOTALL);

  private static final String DEMO = "./fusebox demo\n";
  private static final String SHORT_DEMO = "./fusebox demo --steps 2 --test-questions 8\n";
  private static final String RUN = "./fusebox run &\n";

  private final FuseboxHome home;
  private final Path tools;
  private final MavenRepository maven;
  private RunningFusebox running;

  /**
   * @param tools an empty folder outside of the installation; its {@code mvn} comes first on the
   *     path
   */
  Walkthrough(FuseboxHome home, Path tools) throws IOException {
    this.home = home;
    this.tools = Files.createDirectories(tools);
    maven = MavenRepository.in(tools);
    String mvn = "#!/bin/sh\nexec %s \"$@\"\n".formatted(String.join(" ", maven.command()));
    Path script = Files.writeString(tools.resolve("mvn"), mvn);
    assertTrue(script.toFile().setExecutable(true));
  }

  /** Follows the document, and returns what its last command printed. */
  String follow(String document) throws Exception {
    String last = "";
    int commands = 0;
    for (MatchResult block : BLOCK.matcher(document).results().toList()) {
      String text = block.group(4);
      if (block.group(3).equals("sh")) {
        last = type(text.replace(DEMO, SHORT_DEMO));
        commands++;
      } else if (block.group(1) != null) {
        assertTrue(Files.readString(file(block)).contains(text), () -> "not in the file: " + text);
      } else if (block.group(3).equals("xml")) {
        addDependency(file(block), text);
      } else {
        Files.writeString(file(block), text);
      }
    }
    assertTrue(commands > 2, "the document has hardly any commands");
    return last;
  }

  private Path file(MatchResult block) {
    Path file = home.root().resolve(block.group(2));
    assertTrue(Files.isDirectory(file.getParent()), file::toString);
    return file;
  }

  private static void addDependency(Path pom, String dependency) throws IOException {
    String text = Files.readString(pom);
    int end = text.indexOf("  </dependencies>");
    Files.writeString(pom, text.substring(0, end) + dependency + text.substring(end));
  }

  /** The Fusebox that the document has started. */
  RunningFusebox running() {
    return running;
  }

  /** Types some lines into a shell; what runs in the background is waited for. */
  private String type(String lines) throws Exception {
    int run = lines.indexOf(RUN);
    if (run >= 0) {
      String before = shell(lines.substring(0, run));
      running = RunningFusebox.start(home, home.root());
      return before + shell(lines.substring(run + RUN.length()));
    }
    return shell(lines);
  }

  private String shell(String lines) throws Exception {
    Path out = tools.resolve("typed.out");
    Path err = tools.resolve("typed.err");
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-e", "-c", lines).directory(home.root().toFile());
    shell.environment().putAll(MavenRepository.environment());
    shell.environment().merge("PATH", tools.toString(), (path, ours) -> ours + ":" + path);
    int exitCode = shell.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
    String said = Files.readString(out);
    String wrong = Files.readString(err);
    assertEquals(0, exitCode, () -> lines + said + wrong);
    return said;
  }

  @Override
  public void close() throws IOException {
    if (running != null) {
      running.close();
    }
    maven.close();
  }
}
