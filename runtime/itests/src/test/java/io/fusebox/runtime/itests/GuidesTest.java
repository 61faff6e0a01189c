package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.runtime.host.FuseboxHome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The guides lead from nothing to a pipeline that answers, word for word. */
class GuidesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"writing-a-plugin.md, pulse", "writing-a-strategy.md, gated"})
  void aGuideLeadsToAPipelineThatAnswers(String name, String pipeline) throws Exception {
    String guide = Files.readString(FuseboxHome.current().root().resolve("docs").resolve(name));
    LiveHome live = LiveHome.in(folder);
    try (Walkthrough walk = new Walkthrough(live.home(), folder.resolve("tools"))) {
      String answer = walk.follow(guide);
      assertTrue(
          answer.strip().lines().reduce((a, b) -> b).orElse("").matches("\\S+ \\([01]\\.\\d{3}\\)"),
          answer);
      String row =
          walk.running()
              .command("pipelines")
              .lines()
              .filter(line -> line.startsWith(pipeline + " "))
              .findFirst()
              .orElseThrow();
      assertEquals("ACTIVE", row.split("\\s+")[1], row);
    }
  }
}
