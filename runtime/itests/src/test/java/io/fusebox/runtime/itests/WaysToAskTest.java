package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.host.Fusebox;
import io.fusebox.runtime.host.LiveFusebox;
import io.fusebox.runtime.server.FuseboxServer;
import io.fusebox.runtime.server.client.DaemonClient;
import io.fusebox.runtime.server.client.QuestionJson;
import io.fusebox.runtime.worlds.scenes.QuestionWorld;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One question has one reply, whichever way it comes. */
class WaysToAskTest {
  private static final String TEXT = "what color is the shape?";

  @TempDir Path folder;

  @Test
  void everyWayGivesTheSameReplyAsJson() {
    LiveHome installed = LiveHome.in(folder);
    installed.keepWeights("promptfuse");
    Path image = new QuestionWorld(1, 1, 4).in(folder.resolve("data")).resolve("test/0.png");
    Question question = Question.withText(Map.of(Modality.IMAGE, image), TEXT);
    JsonNode once;
    try (Fusebox box = Fusebox.open(installed.home(), installed.workspace())) {
      once = QuestionJson.of(box.ask(box.spec("shapes"), question));
    }
    FuseboxProcess local = ask(installed, image);
    try (LiveFusebox box = installed.open();
        FuseboxServer daemon = FuseboxServer.start(box)) {
      assertTrue(daemon.port() > 0);
      LiveHome.soonIs(box.pipelines(), "shapes", "ACTIVE");
      assertTrue(daemon.port() > 0);
      assertEquals(once, QuestionJson.of(box.pipeline("shapes").ask(question)));
      JsonNode served =
          DaemonClient.of(installed.workspace())
              .post("/api/pipelines/shapes/questions", QuestionJson.of(question));
      assertEquals(once, QuestionJson.of(QuestionJson.reply(served)));
      assertEquals(local, ask(installed, image));
    }
    assertEquals(QuestionJson.reply(once).answer() + System.lineSeparator(), local.out());
  }

  private FuseboxProcess ask(LiveHome installed, Path image) {
    return FuseboxProcess.run(
        installed.home(),
        folder,
        "ask",
        "--workspace",
        installed.workspace().toString(),
        "--image",
        image.toString(),
        TEXT);
  }
}
