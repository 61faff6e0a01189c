package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.runtime.host.FuseboxHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Does what {@code docs/writing-a-plugin.md} says, from top to bottom: types its commands, and
 * writes its other blocks to the files that the words before them name.
 */
class WritingAPluginTest {
  private static final Pattern BLOCK =
      Pattern.compile("(?:`([^`\\s]+)`:\\n\\n)?```(\\w+)\\n(.*?)```", Pattern.DOTALL);

  /** What is done already, in a repository of the test's own: {@link MavenRepository}. */
  private static final String INSTALL =
      "mvn -q -pl core/bom,core/plugin-parent -am -DskipTests install\n";

  private static final String RUN = "./fusebox run &\n";

  @TempDir Path folder;
  private LiveHome live;
  private MavenRepository maven;
  private RunningFusebox running;

  @BeforeEach
  void layOutTheSources() throws IOException {
    live = LiveHome.in(folder);
    maven = MavenRepository.in(folder);
    script("fusebox", "exec '%s/bin/fusebox' \"$@\"".formatted(live.home().root()));
    script("mvn", "exec %s \"$@\"".formatted(String.join(" ", maven.command())));
  }

  private void script(String name, String line) throws IOException {
    Path script = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + line + "\n");
    assertTrue(script.toFile().setExecutable(true));
  }

  @AfterEach
  void stop() throws IOException {
    if (running != null) {
      running.close();
    }
    maven.close();
  }

  @Test
  void fromNothingToAPipelineThatAnswers() throws Exception {
    String doc = Files.readString(FuseboxHome.current().root().resolve("docs/writing-a-plugin.md"));
    assertTrue(doc.contains(INSTALL) && doc.contains(RUN));
    String last = "";
    for (MatchResult block : BLOCK.matcher(doc).results().toList()) {
      if (block.group(2).equals("sh")) {
        last = type(block.group(3).replace(INSTALL, ""));
      } else if (block.group(2).equals("xml")) {
        addDependency(folder.resolve(block.group(1)), block.group(3));
      } else {
        Path file = folder.resolve(block.group(1));
        assertTrue(Files.isDirectory(file.getParent()), file::toString);
        Files.writeString(file, block.group(3));
      }
    }
    assertTrue(last.matches("yes \\([01]\\.\\d{3}\\)\\s*"), last);
    assertTrue(running.command("pipelines").contains("pulse            ACTIVE"));
  }

  private static void addDependency(Path pom, String dependency) throws IOException {
    String text = Files.readString(pom);
    int end = text.indexOf("  </dependencies>");
    Files.writeString(pom, text.substring(0, end) + dependency + text.substring(end));
  }

  /** Types some lines into a shell; what runs in the background is waited for. */
  private String type(String lines) throws Exception {
    String rest = lines;
    if (lines.contains(RUN)) {
      running = RunningFusebox.start(live.home(), folder);
      rest = lines.replace(RUN, "");
    }
    Path out = folder.resolve("typed.out");
    ProcessBuilder shell = new ProcessBuilder("sh", "-e", "-c", rest).directory(folder.toFile());
    shell.environment().merge("PATH", folder.toString(), (path, ours) -> ours + ":" + path);
    Path err = folder.resolve("typed.err");
    int exitCode = shell.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
    assertEquals(0, exitCode, () -> said(lines, out, err));
    return Files.readString(out);
  }

  private static String said(String lines, Path out, Path err) {
    try {
      return lines + Files.readString(out) + Files.readString(err);
    } catch (IOException e) {
      return lines;
    }
  }
}
