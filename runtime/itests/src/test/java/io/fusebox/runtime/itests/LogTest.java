package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.runtime.worlds.scenes.QuestionWorld;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an installed Fusebox reports of what happens, and where. */
class LogTest {
  private static final Pattern LINE =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}\\S+ (ERROR|WARN |INFO ) \\[.+?] \\S+ - .+");

  @TempDir Path folder;
  private LiveHome live;
  private AuthoredPlugin npe;
  private Path image;

  @BeforeEach
  void layOut() throws Exception {
    live = LiveHome.in(folder);
    npe =
        AuthoredPlugin.in(folder, "npe")
            .type(
                "Own",
                """
                public record Own() implements ModalityEncoder {
                  public record Config() {}

                  public Modality modality() {
                    return Modality.IMAGE;
                  }

                  public long featureSize() {
                    return 96;
                  }

                  public NDArray decode(NDManager manager, byte[] file) {
                    org.slf4j.LoggerFactory.getLogger(Own.class).info("{} bytes", file.length);
                    return manager.zeros(new ai.djl.ndarray.types.Shape(1));
                  }

                  public NDArray encode(NDArray input) {
                    String s = null;
                    s.length();
                    return input;
                  }
                }
                """)
            .module(
                "OwnPlugin",
                "@Plugin(\"npe\")",
                "encoder(Own.Config.class, (config, host) -> new Own());");
    image = new QuestionWorld(1, 1, 5).in(folder.resolve("data")).resolve("test/0.png");
    live.pipeline(
        "bad",
        "plm: embedded:bart-shapes\nmodalities:\n  image: {encoder: npe}\nstrategy: noprompt\n");
  }

  private String log() throws Exception {
    return Files.readString(folder.resolve(".fusebox/log/fusebox.log"));
  }

  private FuseboxProcess ask() {
    String file = image.toString();
    return FuseboxProcess.run(
        live.home(), folder, "ask", "--pipeline", "bad", "--image", file, "what is it?");
  }

  private void assertNamesTheLine(FuseboxProcess asked) throws Exception {
    assertEquals(1, asked.exitCode(), asked::toString);
    assertEquals("", asked.out());
    String said = asked.err();
    assertTrue(said.contains("the plug-in npe threw java.lang.NullPointerException"), said);
    String where = "at org.nc.npe.Own.encode(Own.java:" + npe.line("Own", "s.length()") + ")";
    assertTrue(said.contains(where), said);
    assertTrue(said.contains("Its stack trace is in"), said);
    assertEquals(1, said.lines().filter(l -> l.contains("threw")).count(), said);
    assertTrue(log().contains("\tat org.nc.npe.Own.encode(Own.java:"), log());
  }

  @Test
  void aRunningFuseboxTellsWhatHappensWithTimeAndLevelAndEachRefusalOnce() throws Exception {
    try (RunningFusebox fusebox = RunningFusebox.start(live.home(), folder)) {
      fusebox.soonSays("pipeline bad WAITING noprompt: it waits for the image encoder npe");
      Files.writeString(live.home().plugins().resolve("broken.jar"), "no jar");
      fusebox.soonSays("broken.jar was refused: it is not a jar");
      npe.drop(live.home().plugins());
      fusebox.soonSays("pipeline bad ACTIVE noprompt");
      assertNamesTheLine(ask());
      FuseboxProcess.run(live.home(), folder, "pipelines", "--stop", "shapes");
      Files.delete(live.home().plugins().resolve("npe.jar"));
      fusebox.soonSays("plug-in npe: removed with npe.jar");
    }
    String log = log();
    for (String words :
        List.of(
            "starts with the workspace " + folder.toRealPath().resolve(".fusebox"),
            "running on port ",
            "plug-in npe: live from npe.jar",
            "org.nc.npe.Own - ", // what a plug-in logs
            "POST /api/pipelines/bad/questions: 500 the plug-in npe threw",
            "POST /api/pipelines/shapes/stop by workspace: 200",
            "pipeline shapes STOPPED",
            "stopping, after Ctrl-C or a signal",
            "stopped")) {
      assertTrue(log.contains(words), words + " is not in\n" + log);
    }
    assertEquals(1, log.split("broken.jar was refused", -1).length - 1, log);
    String out = Files.readString(folder.resolve("run.out"));
    assertEquals(1, out.split("broken.jar was refused", -1).length - 1, out);
    log.lines()
        .filter(
            l -> !l.startsWith("\tat ") && !l.startsWith("java.lang.") && !l.startsWith("\t..."))
        .forEach(l -> assertTrue(LINE.matcher(l).matches(), l));
  }

  @Test
  void oneCommandTellsTheLineAndKeepsTheTraceAndNoLogWhereItCannot() throws Exception {
    npe.drop(live.home().plugins());
    assertNamesTheLine(ask());
    Path readOnly = folder.resolve("file");
    Files.writeString(readOnly, "the workspace cannot be made here");
    FuseboxProcess plugins =
        FuseboxProcess.run(live.home(), folder, "plugins", "--workspace", readOnly.toString());
    assertEquals(0, plugins.exitCode(), plugins::toString);
    assertEquals("", plugins.err());
    assertFalse(plugins.out().isEmpty());
  }
}
