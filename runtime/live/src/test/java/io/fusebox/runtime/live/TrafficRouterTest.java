package io.fusebox.runtime.live;

import static io.fusebox.runtime.live.TrafficCounts.RequestOutcome.CHALLENGER;
import static io.fusebox.runtime.live.TrafficCounts.RequestOutcome.DIFFERENT;
import static io.fusebox.runtime.live.TrafficCounts.RequestOutcome.FAILED;
import static io.fusebox.runtime.live.TrafficCounts.RequestOutcome.OWN;
import static io.fusebox.runtime.live.TrafficCounts.RequestOutcome.SAME;
import static io.fusebox.runtime.live.TrafficCounts.RequestOutcome.SKIPPED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.fusion.FusionInput;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.api.task.Question;
import io.fusebox.testkit.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline that answers with {@code plain}, and another strategy next to it. */
class TrafficRouterTest {
  private static final PluginFactory<FusionStrategy> PLAIN = Plugs.strategy("plain", Plugs::plain);

  private static final Timeouts PATIENT =
      new Timeouts(
          Duration.ofMinutes(2),
          Duration.ofMillis(300),
          Duration.ofMillis(300),
          Duration.ofMinutes(2));

  @TempDir Path folder;
  private Live live;
  private final CountDownLatch over = new CountDownLatch(1);

  @BeforeEach
  void start() throws IOException {
    live = Live.in(folder, PATIENT);
    live.pipelines().pluginChanges().add(Plugs.encoder("1", x -> Plugs.constant(x, 0.5f)));
    live.pipelines().pluginChanges().add(PLAIN);
    live.pipelines().put(live.home().pipeline("strategy: plain"));
  }

  @AfterEach
  void stop() {
    over.countDown();
    live.close();
  }

  private PluginFactory<FusionStrategy> with(String id, Function<FusionInput, PlmInput> fusing) {
    PluginFactory<FusionStrategy> factory = Plugs.strategy(id, fusing);
    live.pipelines().pluginChanges().add(factory);
    return factory;
  }

  private void share(String strategy, double share) {
    live.pipelines()
        .strategyChanges()
        .challenge(
            "tiny",
            new TrafficSplit(new StrategyChoice(strategy, false), OptionalDouble.of(share)));
  }

  private void shadow(String strategy) {
    live.pipelines()
        .strategyChanges()
        .challenge(
            "tiny", new TrafficSplit(new StrategyChoice(strategy, false), OptionalDouble.empty()));
  }

  private Reply ask() {
    return live.pipelines().get("tiny").ask(question());
  }

  private Question question() {
    return Question.withText(Map.of(Modality.IMAGE, folder.resolve("0.bin")), "is it so?");
  }

  private TrafficCounts counts() {
    return live.pipelines().get("tiny").trafficCounts();
  }

  private void soonCounts(TrafficCounts.RequestOutcome outcome) {
    Await.until("1 " + outcome, this::counts, counts -> counts.of(outcome) == 1);
  }

  @Test
  void whatIsDoneAboutAnAnswerIsDoneWithItsStrategy() {
    with("blind", Plugs::blind);
    share("blind", 0.2);
    assertEquals("blind", strategyFor("blind"));
    assertEquals("plain", strategyFor("plain"));
    assertEquals("plain", strategyFor("gone"), "its own, when that one has been swapped out");
  }

  private String strategyFor(String strategy) {
    LivePipeline tiny = live.pipelines().get("tiny");
    return tiny.during("explaining", strategy, (pipeline, w) -> pipeline.spec().strategy());
  }

  @Test
  void aShareOfTheRequestsIsAnsweredByTheOtherAndTheReplyTellsByWhom() {
    with("blind", Plugs::blind);
    share("blind", 0.2);
    List<Reply> replies = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      replies.add(ask());
    }
    long blind = replies.stream().filter(r -> r.strategy().equals("blind")).count();
    assertEquals(10, blind, 1);
    assertEquals(Map.of(OWN, 50 - blind, CHALLENGER, blind), counts().counts());
    assertEquals(2, replies.stream().distinct().count(), "each strategy answers as it does");
    assertEquals("share blind=0.2", live.status("tiny").challenger());
  }

  @Test
  void bothShareTheLanguageModelAndTheEncoder() {
    with("blind", Plugs::blind);
    shadow("blind");
    List<String> parts = live.pipelines().components();
    assertEquals(1, parts.stream().filter(p -> p.startsWith("Plm")).count(), parts.toString());
    assertEquals(1, parts.stream().filter(p -> p.contains("bytes")).count(), parts.toString());
    live.pipelines().remove(folder.resolve("tiny.yaml"));
    assertEquals(List.of(), live.pipelines().components());
  }

  @Test
  void aChallengerThatFailsCostsNobodyAnAnswer() {
    with("bad", TrafficRouterTest::fail);
    share("bad", 0.5);
    for (int i = 0; i < 10; i++) {
      assertEquals("plain", ask().strategy());
    }
    assertEquals(5, counts().of(FAILED), 1);
    assertEquals(10, counts().of(FAILED) + counts().of(OWN));
  }

  private static PlmInput fail(FusionInput in) {
    throw new IllegalStateException("no good day");
  }

  @Test
  void aQuestionThatNobodyCanAnswerFailsAsWithoutAChallenger() {
    with("blind", Plugs::blind);
    share("blind", 0.9);
    LivePipeline pipeline = live.pipelines().get("tiny");
    for (int i = 0; i < 3; i++) {
      FuseboxException failed =
          assertThrows(
              FuseboxException.class,
              () ->
                  pipeline.ask(
                      Question.withText(
                          Map.of(Modality.IMAGE, folder.resolve("none")), "is it so?")));
      assertTrue(failed.getMessage().contains("none"), failed.getMessage());
    }
    assertEquals(Map.of(), counts().counts());
  }

  @Test
  void inTheShadowAnswersAreComparedAndTheOwnOnesGiven() {
    with("blind", Plugs::blind);
    with("alike", Plugs::plain);
    shadow("alike");
    assertEquals("plain", ask().strategy());
    soonCounts(SAME);
    shadow("blind");
    assertEquals(Map.of(), counts().counts(), "another challenger is counted again");
    assertEquals("plain", ask().strategy());
    soonCounts(DIFFERENT);
    assertEquals("1 different", counts().toString());
  }

  @Test
  void answersAreCountedAgainWhenTheOwnStrategyIsAnotherAndNotForTheSameOne() {
    with("blind", Plugs::blind);
    with("alike", Plugs::plain);
    shadow("blind");
    ask();
    soonCounts(DIFFERENT);
    live.pipelines().put(folder.resolve("tiny.yaml"));
    PluginFactory<FusionStrategy> spare = with("blind", Plugs::blind);
    live.pipelines().pluginChanges().remove(spare);
    assertEquals("1 different", counts().toString());
    live.pipelines().strategyChanges().swap("tiny", "alike", false);
    assertEquals(Map.of(), counts().counts());
    assertEquals("alike", ask().strategy());
    soonCounts(DIFFERENT);
  }

  @Test
  void aShadowThatFailsIsCountedAndHarmsNobody() {
    with("bad", TrafficRouterTest::fail);
    shadow("bad");
    String answer = ask().text();
    soonCounts(FAILED);
    live.pipelines().strategyChanges().alone("tiny");
    assertEquals(answer, ask().text());
  }

  @Test
  void filesStayUntilTheShadowHasAnsweredAndTheLastOnesUntilThePipelineIsRemoved() {
    with("hanging", this::hang);
    shadow("hanging");
    CountedFiles first = ask(new CountedFiles());
    CountedFiles second = ask(new CountedFiles());
    assertEquals(1, first.uses.get(), "the shadow has not answered yet");
    over.countDown();
    Await.until("the first are free", first.uses::get, uses -> uses == 0);
    Await.until("the shadow has ended", second.uses::get, uses -> uses == 1);
    live.pipelines().remove(folder.resolve("tiny.yaml"));
    assertEquals(0, second.uses.get());
  }

  /** Files in use once, by whoever asks. */
  private static final class CountedFiles implements QuestionFiles {
    private final AtomicInteger uses = new AtomicInteger(1);

    @Override
    public Optional<Use> use() {
      uses.incrementAndGet();
      return Optional.of(uses::decrementAndGet);
    }
  }

  private CountedFiles ask(CountedFiles files) {
    live.pipelines().get("tiny").ask(question(), files);
    files.uses.decrementAndGet();
    return files;
  }

  @Test
  void filesThatAreGoneAreNotComparedOn() {
    with("alike", Plugs::plain);
    shadow("alike");
    live.pipelines().get("tiny").ask(question(), Optional::empty);
    ask();
    soonCounts(SAME);
    assertEquals("1 same", counts().toString());
  }

  @Test
  void aShadowThatHangsDelaysNobodyAndBlocksNoSwap() {
    with("hanging", this::hang);
    shadow("hanging");
    for (int i = 0; i < 6; i++) {
      assertEquals("plain", ask().strategy());
    }
    assertEquals(4, live.pipelines().get("tiny").leases(), "so many comparisons run at a time");
    assertEquals(Map.of(SKIPPED, 2L), counts().counts());
    live.pipelines().strategyChanges().alone("tiny");
    assertEquals("", live.status("tiny").challenger());
    ask();
    assertTrue(live.pipelines().components().toString().contains("hanging"), "its memory is kept");
    over.countDown();
    Await.until(
        "the hanging one is gone",
        () -> live.pipelines().components().toString(),
        parts -> !parts.contains("hanging"));
  }

  private PlmInput hang(FusionInput in) {
    while (over.getCount() > 0) {
      try {
        over.await();
      } catch (InterruptedException e) {
        // A plug-in that does not listen.
      }
    }
    return Plugs.blind(in);
  }

  @Test
  void aChallengerWhosePluginGoesLeavesTheOwnOneAnsweringAndComesBack() {
    PluginFactory<FusionStrategy> blind = with("blind", Plugs::blind);
    shadow("blind");
    live.pipelines().pluginChanges().remove(blind);
    PipelineStatus without = live.status("tiny");
    assertEquals(PipelineState.ACTIVE, without.state());
    assertEquals("", without.challenger());
    assertTrue(without.note().contains("without shadow blind"), without.note());
    assertTrue(without.note().contains("fusion strategy blind"), without.note());
    assertNotEquals("", ask().text());
    List<Swap> swaps = live.pipelines().swaps();
    assertEquals(0, swaps.get(swaps.size() - 1).gap().toNanos());
    with("blind", Plugs::blind);
    assertEquals("shadow blind", live.status("tiny").challenger());
    assertEquals("", live.status("tiny").note());
  }

  @Test
  void aBadReplacementOfTheChallengersPluginIsRefused() {
    PluginFactory<FusionStrategy> blind = with("blind", Plugs::blind);
    shadow("blind");
    ask();
    PluginFactory<FusionStrategy> bad = with("blind", TrafficRouterTest::fail);
    assertThrows(
        FuseboxException.class,
        () -> live.pipelines().pluginChanges().replace(List.of(blind), List.of(bad)));
    assertEquals("shadow blind", live.status("tiny").challenger());
    assertEquals("", live.status("tiny").note());
  }

  @Test
  void whatAnswersBesideOutlivesARestartUntilTheFileChanges() throws IOException {
    with("blind", Plugs::blind);
    share("blind", 0.25);
    live.pipelines().remove(folder.resolve("tiny.yaml"));
    live.pipelines().put(folder.resolve("tiny.yaml"));
    assertEquals("share blind=0.25", live.status("tiny").challenger());
    live.pipelines().put(live.home().pipeline("strategy: plain # again"));
    assertEquals("", live.status("tiny").challenger());
  }

  @Test
  void aChallengerThatThePipelineIsSwappedToIsItsOwnOneThen() {
    with("blind", Plugs::blind);
    share("blind", 0.5);
    live.pipelines().strategyChanges().swap("tiny", "blind", false);
    assertEquals("tiny ACTIVE blind", live.status("tiny").toString());
    shadow("plain");
    live.pipelines().strategyChanges().alone("tiny");
    assertEquals("tiny ACTIVE blind", live.status("tiny").toString());
  }

  @Test
  void whatCannotAnswerBesideIsRefusedAndWhatRunsGoesOn() {
    live.add("prompting");
    refused(() -> share("plain", 0.5), "answers with plain itself");
    refused(() -> share("prompting", 1), "above 0 and below 1, found 1.0");
    refused(() -> share("prompting", Double.NaN), "above 0 and below 1");
    refused(() -> shadow("prompting"), "trained weights");
    refused(() -> shadow("prompting"), "--untrained");
    refused(() -> shadow("prompt"), "fusion strategy prompt");
    assertEquals("tiny ACTIVE plain", live.status("tiny").toString());
    live.pipelines()
        .strategyChanges()
        .challenge(
            "tiny",
            new TrafficSplit(new StrategyChoice("prompting", true), OptionalDouble.empty()));
    assertEquals("tiny ACTIVE plain (shadow prompting)", live.status("tiny").toString());
  }

  private static void refused(Runnable command, String words) {
    FuseboxException refused = assertThrows(FuseboxException.class, command::run);
    assertTrue(refused.getMessage().contains(words), refused.getMessage());
  }
}
