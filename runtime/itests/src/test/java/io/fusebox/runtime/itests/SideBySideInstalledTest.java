package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.encoder.Modality;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.host.LiveFusebox;
import io.fusebox.runtime.itests.plugins.OtherPromptFuse;
import io.fusebox.runtime.live.Reply;
import io.fusebox.runtime.live.StrategyChoice;
import io.fusebox.runtime.live.TrafficCounts;
import io.fusebox.runtime.live.TrafficSplit;
import io.fusebox.runtime.worlds.scenes.QuestionWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two strategies of real bundles answer side by side in a real Felix. */
class SideBySideInstalledTest {
  private static final String QUESTION = "what color is the shape?";

  @TempDir Path folder;
  private LiveHome live;
  private List<Path> images;

  @BeforeEach
  void install() {
    live = LiveHome.in(folder);
    live.keepWeights("promptfuse");
    live.keepWeights("blindprompt");
    Path data = new QuestionWorld(4, 4, 4).in(folder.resolve("data"));
    images = IntStream.range(0, 4).mapToObj(i -> data.resolve("test/" + i + ".png")).toList();
  }

  private static TrafficSplit beside(OptionalDouble share) {
    return new TrafficSplit(new StrategyChoice("blindprompt", false), share);
  }

  private Reply ask(LiveFusebox box, int image) {
    return box.pipeline("shapes")
        .ask(Question.withText(Map.of(Modality.IMAGE, images.get(image)), QUESTION));
  }

  @Test
  void eachAnswersItsShareAsItDoesAloneAlsoAfterARestart() {
    List<Reply> promptfuse;
    List<Reply> blindprompt;
    try (LiveFusebox box = live.open()) {
      promptfuse = IntStream.range(0, 4).mapToObj(i -> ask(box, i)).toList();
      box.pipelines().strategyChanges().swap("shapes", "blindprompt", false);
      blindprompt = IntStream.range(0, 4).mapToObj(i -> ask(box, i)).toList();
      box.pipelines().strategyChanges().swap("shapes", "promptfuse", false);
      box.pipelines().strategyChanges().challenge("shapes", beside(OptionalDouble.of(0.5)));
    }
    try (LiveFusebox box = live.open()) {
      assertEquals("share blindprompt=0.5", box.pipeline("shapes").status().challenger());
      for (int i = 0; i < 12; i++) {
        Reply reply = ask(box, i % 4);
        boolean own = reply.strategy().equals("promptfuse");
        assertEquals((own ? promptfuse : blindprompt).get(i % 4).answer(), reply.answer());
        assertEquals("share blindprompt=0.5", reply.traffic());
      }
      TrafficCounts counts = box.pipeline("shapes").trafficCounts();
      assertEquals(6, counts.of(TrafficCounts.RequestOutcome.CHALLENGER), 1);
      assertEquals(
          12,
          counts.of(TrafficCounts.RequestOutcome.CHALLENGER)
              + counts.of(TrafficCounts.RequestOutcome.OWN));
    }
  }

  @Test
  void underLoadAShadowAndTheSwapsOfEitherJarChangeNoAnswer() throws IOException {
    try (LiveFusebox box = live.open()) {
      List<String> before = IntStream.range(0, 4).mapToObj(i -> ask(box, i).text()).toList();
      box.pipelines().strategyChanges().challenge("shapes", beside(OptionalDouble.empty()));
      try (Load load = Load.of(box.pipeline("shapes"), images, QUESTION, before)) {
        load.start();
        for (int build = 1; build <= 3; build++) {
          swapIn(box, TestJar.like(live.jar("blindprompt")).build(build));
        }
        Files.delete(live.jar("blindprompt"));
        Path jar = live.workspace().resolve("plugins/new.jar");
        Files.move(jar, folder.resolve("away.jar"));
        LiveHome.soonIs(box.pipelines(), "shapes", "ACTIVE promptfuse: without shadow");
        Files.move(folder.resolve("away.jar"), jar);
        LiveHome.soonIs(box.pipelines(), "shapes", "(shadow blindprompt)");
        LiveHome.soon("it compares", () -> compared(box) > 20);
        assertEquals(List.of(), load.wrong());
        assertNotEquals(0, load.takeTimes().size());
      }
      swapIn(
          box,
          TestJar.like(live.jar("promptfuse")).plugin("promptfuse", OtherPromptFuse.Module.class));
      assertEquals("promptfuse", ask(box, 0).strategy());
      assertEquals(
          0, box.pipeline("shapes").trafficCounts().of(TrafficCounts.RequestOutcome.FAILED));
      List<String> parts = box.pipelines().components();
      assertTrue(
          parts.stream().anyMatch(p -> p.startsWith("Plm") && p.endsWith("by 2")), "" + parts);
    }
  }

  private static long compared(LiveFusebox box) {
    TrafficCounts counts = box.pipeline("shapes").trafficCounts();
    return counts.of(TrafficCounts.RequestOutcome.SAME)
        + counts.of(TrafficCounts.RequestOutcome.DIFFERENT);
  }

  private void swapIn(LiveFusebox box, TestJar jar) throws IOException {
    box.swapIn(Files.write(folder.resolve("new.jar"), jar.bytes()));
  }
}
