package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.server.client.DaemonClient;
import io.fusebox.runtime.worlds.scenes.QuestionWorld;
import io.fusebox.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A running Fusebox is killed in the middle of swaps, and the next start is like any other. {@code
 * -Dfusebox.kills=50} does it as often.
 */
class KilledTest {
  private static final int KILLS = Integer.getInteger("fusebox.kills", 3);
  private static final int MOST_STEPS = 15;

  private static final String TRAINING =
      "{\"pipeline\": \"shapes\", \"strategy\": \"promptfuse\", \"data\": \"q.jsonl\","
          + " \"shots\": 0, \"steps\": 2, \"batch\": 4}";

  @TempDir Path folder;
  private LiveHome live;
  private Process process;
  private final AtomicInteger steps = new AtomicInteger();
  private String saved = "";
  private String saving = "";

  @AfterEach
  void kill() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void theNextStartHasEveryPipelineAndNothingHalfInstalled() throws Exception {
    live = LiveHome.in(folder);
    live.keepWeights("promptfuse");
    live.keepWeights("blindprompt");
    Path world = new QuestionWorld(1, 1, 8).in(live.workspace().resolve("data"));
    Files.writeString(
        world.resolveSibling("q.jsonl"),
        Files.readString(world.resolve("test.jsonl"))
            .replace("test/", world.getFileName() + "/test/"));
    live.pipeline("waits", "plm: embedded:bart-shapes\nstrategy: missing\n");
    Random random = new Random(1);
    for (int kill = 0; kill < KILLS; kill++) {
      DaemonClient daemon = start();
      assertWhole(daemon);
      swapUntilKilled(daemon, kill, 1 + random.nextInt(MOST_STEPS));
    }
    assertWhole(start());
  }

  private DaemonClient start() throws IOException {
    Path file = live.workspace().resolve("run/daemon.json");
    Files.deleteIfExists(file);
    Path out = folder.resolve("run.out");
    process =
        new ProcessBuilder(
                live.home().root().resolve("bin/fusebox").toString(),
                "run",
                "--workspace",
                live.workspace().toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    LiveHome.soon("it runs", () -> Files.exists(file) || !process.isAlive());
    assertTrue(process.isAlive(), Files.readString(out));
    return DaemonClient.of(live.workspace());
  }

  private void assertWhole(DaemonClient daemon) throws IOException {
    JsonNode reply = daemon.get("/api/pipelines");
    Map<String, String> states = new TreeMap<>();
    for (JsonNode pipeline : reply.path("pipelines")) {
      states.put(pipeline.path("name").asText(), pipeline.path("state").asText());
    }
    // The one that comes with Fusebox for sarcasm has no trained weights here.
    Map<String, String> expected =
        new TreeMap<>(Map.of("shapes", "ACTIVE", "waits", "WAITING", "sarcasm", "WAITING"));
    Optional<String> composed = composed();
    composed.ifPresent(text -> expected.put("composed", "ACTIVE"));
    assertEquals(expected, states, reply.toString());
    assertTrue(
        List.of(saved, saving).contains(composed.orElse("")),
        () -> "found '%s' after '%s' and '%s'".formatted(composed.orElse(""), saved, saving));
    saved = composed.orElse("");
    JsonNode plugins = daemon.get("/api/plugins");
    assertEquals(0, plugins.path("refused").size(), plugins.toString());
  }

  /** The text of the pipeline that is saved over and over; empty before it was saved. */
  private Optional<String> composed() throws IOException {
    Path file = live.workspace().resolve("pipelines/composed.yaml");
    return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
  }

  /**
   * Swaps a bundle by file, a strategy, a bundle by upload, saves a pipeline and trains one, over
   * and over; killed in one.
   */
  private void swapUntilKilled(DaemonClient daemon, int round, int step) throws Exception {
    int last = steps.get() + step;
    Thread killer =
        new Thread(
            () -> {
              Await.until("step " + last, steps::get, begun -> begun >= last);
              process.destroyForcibly();
            });
    killer.start();
    try {
      for (int i = 0; process.isAlive(); i++) {
        swap(daemon, round * 1_000 + i);
      }
    } catch (FuseboxException | IOException e) {
      // It was killed in the middle of this one.
    }
    killer.join();
    process.waitFor();
  }

  private void swap(DaemonClient daemon, int number) throws Exception {
    Path vit = live.jar("encoder-vit");
    steps.incrementAndGet();
    TestJar.like(vit).build(number).drop(vit);
    ObjectNode strategy = JsonNodeFactory.instance.objectNode();
    strategy.put("strategy", number % 2 == 0 ? "blindprompt" : "promptfuse");
    steps.incrementAndGet();
    daemon.post(DaemonClient.pipeline("shapes", "swap"), strategy);
    Path outside = folder.resolve("outside.jar");
    Files.write(outside, TestJar.like(live.jar("promptfuse")).build(number).bytes());
    steps.incrementAndGet();
    daemon.upload("/api/plugins?name=outside.jar", "application/java-archive", outside);
    ServedHome service = ServedHome.of(live.workspace());
    saving = "# version %d%nplm: embedded:bart-shapes%nstrategy: noprompt%n".formatted(number);
    steps.incrementAndGet();
    assertTrue(
        service.send("/api/pipelines/composed/file", "PUT", "application/yaml", saving).status()
            < 300);
    saved = saving;
    steps.incrementAndGet();
    ServedHome.Response training = service.post("/api/training-runs", TRAINING);
    assertTrue( // 429: the last one goes on
        training.status() == 202 || training.status() == 429, training.body()::toString);
  }
}
