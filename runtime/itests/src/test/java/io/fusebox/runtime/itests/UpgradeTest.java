package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.runtime.worlds.scenes.QuestionWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A workspace that 0.1 trained in with its demo: two strategies with a version each, their scores,
 * and what 0.1 answered about an image.
 */
class UpgradeTest {
  private static final Path WRITTEN = Path.of("src/test/resources/workspace-0.1");
  private static final String QUESTION = "is there not a cross in the picture?";
  private static final String PROMPTFUSE = "2026-11-27T22-43-59Z-185cbe51";

  @TempDir Path folder;

  @BeforeEach
  void copy() throws IOException {
    try (Stream<Path> files = Files.walk(WRITTEN)) {
      for (Path file : files.toList()) {
        Path to = folder.resolve(".fusebox").resolve(WRITTEN.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
  }

  private String fusebox(String... arguments) {
    FuseboxProcess done = FuseboxInProcess.run(folder, arguments);
    assertEquals(0, done.exitCode(), done::toString);
    return done.out().strip();
  }

  private String ask(String strategy) {
    String image = folder.resolve(".fusebox/image.png").toString();
    return fusebox("ask", "--strategy", strategy, "--image", image, QUESTION);
  }

  @Test
  void weightsOf01AnswerAsTheyDid() {
    assertEquals("no (0.513)", ask("promptfuse"));
    assertEquals("no (0.511)", ask("blackimage"));
  }

  @Test
  void versionsOf01AreListedAndNewOnesStandBesideThem() throws IOException {
    String listed = fusebox("versions", "shapes");
    assertTrue(listed.contains("* " + PROMPTFUSE), listed);
    assertTrue(listed.contains("38.3 % of 60 questions"), listed);
    Path world = new QuestionWorld(8, 1, 3).in(folder);
    String data = world.toString();
    fusebox("train", "shapes", "--data", data, "--split", "train", "--shots", "8", "--steps", "2");
    assertTrue(fusebox("versions", "shapes").contains("* " + PROMPTFUSE), "it goes on answering");
    assertEquals("no (0.513)", ask("promptfuse"));
  }

  @Test
  void aLivePipelineAnswersFromTheWorkspace() throws Exception {
    try (RunningFusebox running = RunningFusebox.start(FuseboxHome.current(), folder)) {
      String listed = running.command("pipelines");
      assertTrue(listed.contains(PROMPTFUSE), listed);
      running.command("swap", "shapes", "--strategy", "blackimage");
      String image = folder.resolve(".fusebox/image.png").toString();
      assertEquals("no (0.511)", running.command("ask", "--image", image, QUESTION).strip());
    }
  }
}
