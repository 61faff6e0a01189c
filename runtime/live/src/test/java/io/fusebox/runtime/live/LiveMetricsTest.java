package io.fusebox.runtime.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.task.Question;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.search.RequiredSearch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveMetricsTest {
  private static final Duration MINUTES = Duration.ofMinutes(2);

  @TempDir Path folder;
  private Live live;

  @BeforeEach
  void start() throws IOException {
    live = Live.in(folder, new Timeouts(MINUTES, Live.SHORT.vacancy(), MINUTES, MINUTES));
    live.pipelines().pluginChanges().add(Plugs.encoder("1", x -> Plugs.constant(x, 0.5f)));
    live.pipelines().pluginChanges().add(Plugs.strategy("plain", Plugs::plain));
    live.pipelines().put(live.home().pipeline("strategy: plain"));
  }

  @AfterEach
  void stop() {
    live.close();
  }

  private RequiredSearch get(String name, String... tags) {
    return live.meters().get(name).tags(tags);
  }

  @Test
  void requestsAndTheirLeasesAreCountedAndTimed() {
    live.ask("tiny");
    live.ask("tiny");
    var answered = get("fusebox.requests", "strategy", "plain", "outcome", "answered").timer();
    assertEquals(2, answered.count());
    assertTrue(answered.totalTime(TimeUnit.NANOSECONDS) > 0);
    assertEquals(2, get("fusebox.lease.wait", "pipeline", "tiny").timer().count());
  }

  @Test
  void aRequestThatFailsIsCountedAsSuch() {
    live.pipelines().stop("tiny");
    assertThrows(FuseboxException.class, () -> live.ask("tiny"));
    assertEquals(1, get("fusebox.requests", "outcome", "failed").timer().count());
  }

  @Test
  void featuresAreMissedOnceAndThenHit() {
    live.ask("tiny");
    live.ask("tiny");
    assertEquals(1, get("fusebox.features", "result", "miss").functionCounter().count());
    assertEquals(1, get("fusebox.features", "result", "hit").functionCounter().count());
  }

  @Test
  void swapsAreTimed() {
    double before = get("fusebox.swap", "pipeline", "tiny").timer().count();
    live.pipelines().pluginChanges().add(Plugs.strategy("blind", Plugs::blind));
    live.pipelines().strategyChanges().swap("tiny", "blind", false);
    assertEquals(before + 1, get("fusebox.swap", "pipeline", "tiny").timer().count());
    assertEquals(before + 1, get("fusebox.swap.gap", "pipeline", "tiny").timer().count());
  }

  @Test
  void arraysAreCountedForEachPluginInMemoryAndGoneWithIt() {
    double plm = get("fusebox.ndarrays", "plugin", "bart").gauge().value();
    assertTrue(plm > 10, "a language model has many tensors, counted " + plm);
    assertEquals(0, get("fusebox.ndarrays", "plugin", "plain").gauge().value());
    live.ask("tiny");
    assertEquals(plm, get("fusebox.ndarrays", "plugin", "bart").gauge().value());
    live.pipelines().remove(folder.resolve("tiny.yaml"));
    assertTrue(live.meters().find("fusebox.ndarrays").meters().isEmpty());
    assertTrue(live.meters().find("fusebox.leases").meters().isEmpty());
  }

  @Test
  void aRequestThatEndsAfterItsPipelineWasRemovedLeavesNoMeters() {
    LivePipeline tiny = live.pipelines().get("tiny");
    live.ask("tiny");
    live.pipelines().remove(folder.resolve("tiny.yaml"));
    assertThrows(FuseboxException.class, () -> tiny.ask(new Question(Map.of(), "is it so?")));
    live.pipelines().pollFiles();
    List<Meter> left =
        live.meters().getMeters().stream()
            .filter(meter -> meter.getId().getTag("pipeline") != null)
            .toList();
    assertEquals(List.of(), left);
  }

  @Test
  void gaugesThatAreThereStayAsTheSystemLooksAround() {
    Meter leases = get("fusebox.leases", "pipeline", "tiny").meter();
    Meter arrays = get("fusebox.ndarrays", "plugin", "bart").meter();
    live.pipelines().pollFiles();
    assertSame(leases, get("fusebox.leases", "pipeline", "tiny").meter());
    assertSame(arrays, get("fusebox.ndarrays", "plugin", "bart").meter());
  }

  @Test
  void howAChallengerDoesIsCounted() {
    live.pipelines().pluginChanges().add(Plugs.strategy("blind", Plugs::blind));
    live.pipelines()
        .strategyChanges()
        .challenge(
            "tiny", new TrafficSplit(new StrategyChoice("blind", false), OptionalDouble.of(0.5)));
    live.ask("tiny");
    live.ask("tiny");
    assertEquals(1, get("fusebox.challenges", "outcome", "challenger").counter().count());
    assertEquals(1, get("fusebox.challenges", "outcome", "own").counter().count());
  }
}
