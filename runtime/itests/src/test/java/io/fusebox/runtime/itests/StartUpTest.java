package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which classes commands load, and from where. */
class StartUpTest {
  private static final List<String> HEAVY =
      List.of("ai.djl.", "org.apache.felix.", "org.osgi.", "com.google.inject.", "ch.qos.logback.");

  /** A question to a running Fusebox takes some 3,200, Java's own among them. */
  private static final int MOST_CLASSES = 4_000;

  @TempDir Path folder;

  private List<String> loadedBy(LiveHome live, String... command) throws IOException {
    Path log = folder.resolve("classes.txt");
    String option = "-Xlog:class+load:file=" + log;
    FuseboxProcess done =
        FuseboxProcess.run(live.home(), folder, Map.of("FUSEBOX_JAVA_OPTS", option), command);
    assertEquals(0, done.exitCode(), done::toString);
    return Files.readAllLines(log);
  }

  /** Few classes, and none of what takes long to start. */
  private static void assertLight(List<String> loaded) {
    assertTrue(loaded.size() < MOST_CLASSES, () -> loaded.size() + " classes");
    for (String heavy : HEAVY) {
      assertFalse(loaded.stream().anyMatch(line -> line.contains(" " + heavy)), heavy);
    }
  }

  @Test
  void helpAndQuestionsToARunningFuseboxLoadNeitherEngineNorFramework() throws IOException {
    LiveHome live = new LiveHome(LiveHome.in(folder).home(), folder.resolve(".fusebox"));
    live.keepWeights("promptfuse");
    assertLight(loadedBy(live, "help"));
    try (RunningFusebox running = RunningFusebox.start(live.home(), folder)) {
      assertTrue(running.process().isAlive());
      assertLight(loadedBy(live, "leases"));
      running.command("ask", "what is it?"); // the first one may have an archive of classes to make
      assertLight(loadedBy(live, "ask", "what is it?"));
    }
  }

  @Test
  void aFirstAnswerLeavesTheClassesThatLaterCommandsMap() throws IOException {
    LiveHome live = LiveHome.in(folder);
    live.keepWeights("promptfuse");
    String workspace = live.workspace().toString();
    FuseboxProcess first =
        FuseboxProcess.run(live.home(), folder, "ask", "--workspace", workspace, "what is it?");
    assertEquals(0, first.exitCode(), first::toString);
    assertEquals(1, first.out().lines().count(), first::toString);
    List<String> loaded = loadedBy(live, "help");
    assertMapped(loaded, "FuseboxCommand");
    assertMapped(loaded, "FuseboxCommand$$Lambda");
  }

  private static void assertMapped(List<String> loaded, String type) {
    Pattern line =
        Pattern.compile(
            " "
                + Pattern.quote("io.fusebox.runtime.launcher." + type)
                + "\\S* source: shared objects");
    assertTrue(loaded.stream().anyMatch(l -> line.matcher(l).find()), type);
  }
}
