package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.runtime.host.LiveFusebox;
import io.fusebox.runtime.server.FuseboxServer;
import io.fusebox.runtime.worlds.scenes.QuestionWorld;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The installed shell, which talks to a live Fusebox. */
class ShellInstalledTest {
  @TempDir Path folder;
  private LiveFusebox box;
  private FuseboxServer daemon;

  @BeforeEach
  void run() {
    LiveHome live = LiveHome.in(folder);
    live.keepWeights("promptfuse");
    live.keepWeights("blindprompt");
    box = live.open();
    daemon = FuseboxServer.start(box);
  }

  @AfterEach
  void stop() {
    daemon.close();
    box.close();
  }

  @Test
  void linesAreRunInTheirOrderUntilOneFails() {
    Path image = new QuestionWorld(1, 1, 5).in(folder.resolve("data")).resolve("test/0.png");
    FuseboxProcess done =
        FuseboxProcess.run(
            folder,
            "shell",
            "--workspace",
            "workspace",
            "pipelines | grep shapes",
            "fusebox:swap shapes --share blindprompt=0.5",
            "ask --image '" + image + "' 'what color is the shape?'",
            "explain --steps 2 --image '" + image + "' 'what color is the shape?'",
            "leases; plugins | grep promptfuse",
            "swap shapes --strategy nosuch",
            "metrics");
    assertEquals(1, done.exitCode(), done::toString);
    String out = done.out();
    assertTrue(out.contains("ACTIVE   promptfuse"), done::toString);
    assertTrue(out.contains("shapes ACTIVE promptfuse (share blindprompt=0.5)"), done::toString);
    assertTrue(out.contains("explanation.html"), done::toString);
    assertTrue(out.contains("FusionStrategy"), done::toString);
    assertTrue(done.err().contains("nosuch"), done::toString);
    assertTrue(!out.contains("fusebox.requests"), "nothing is run after a failure");
    assertEquals("share blindprompt=0.5", box.pipeline("shapes").status().challenger());
  }

  @Test
  void linesComeFromStandardInputAndHelpTellsOfOptions() throws Exception {
    FuseboxProcess done = withInput("# a comment\nhelp-me-not\n");
    assertEquals(1, done.exitCode(), done::toString);
    assertTrue(done.err().contains("help-me-not"), done::toString);
    done = withInput("# a comment\n\ntrain --help | grep --color=never shots\nswap --help\n");
    assertEquals(0, done.exitCode(), done::toString);
    assertTrue(done.out().contains("--shots"), done::toString);
    assertTrue(done.out().contains("--share=ID=SHARE"), done::toString);
  }

  private FuseboxProcess withInput(String lines) throws IOException, InterruptedException {
    File in = Files.writeString(folder.resolve("lines"), lines).toFile();
    File out = folder.resolve("out").toFile();
    File err = folder.resolve("err").toFile();
    int exitCode =
        FuseboxProcess.builder(folder, "shell", "--workspace", "workspace")
            .redirectInput(in)
            .redirectOutput(out)
            .redirectError(err)
            .start()
            .waitFor();
    return new FuseboxProcess(
        exitCode, Files.readString(out.toPath()), Files.readString(err.toPath()));
  }
}
