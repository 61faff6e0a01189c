package io.fusebox.runtime.live;

import static io.fusebox.runtime.live.PipelineState.ACTIVE;
import static io.fusebox.runtime.live.PipelineState.FAILED;
import static io.fusebox.runtime.live.PipelineState.STOPPED;
import static io.fusebox.runtime.live.PipelineState.WAITING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.PipelineFile;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.engine.pipeline.TestPlugins;
import io.fusebox.runtime.engine.weights.WeightFile;
import io.fusebox.runtime.engine.weights.WeightValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LivePipelinesTest {
  private static final PluginFactory<ModalityEncoder> OLD =
      Plugs.encoder("1", x -> Plugs.constant(x, 0.5f));
  private static final PluginFactory<ModalityEncoder> NEW =
      Plugs.encoder("2", x -> Plugs.constant(x, -2f));

  @TempDir Path folder;
  private Live live;

  @BeforeEach
  void start() {
    live = Live.in(folder);
  }

  @AfterEach
  void stop() {
    live.close();
  }

  private void put(String lines) throws IOException {
    live.pipelines().put(live.home().pipeline(lines));
  }

  private void assertState(PipelineState state, String... words) {
    PipelineStatus status = live.status("tiny");
    assertEquals(state, status.state(), status.toString());
    for (String word : words) {
      assertTrue(status.note().contains(word), status.toString());
    }
  }

  /** A pipeline that answers with {@link #OLD} and a strategy without weights. */
  private void startPlain() throws IOException {
    live.pipelines().pluginChanges().add(OLD);
    live.pipelines().pluginChanges().add(Plugs.strategy("plain", Plugs::plain));
    put("strategy: plain");
    assertState(ACTIVE);
  }

  /** Keeps weights for the pipeline as {@code lines} describe it. */
  private void train(String strategy) {
    PipelineSpec spec =
        PipelineFile.read(folder.resolve("tiny.yaml"), folder).withStrategy(strategy);
    try (Pipeline pipeline =
        new io.fusebox.runtime.engine.pipeline.Assembler(new TestPlugins()).assemble(spec)) {
      WeightValues weights = WeightValues.initial(pipeline, 7);
      WeightFile.save(live.workspace().weights(spec), pipeline, weights, Map.of());
    }
  }

  @Test
  void anInputThatNoEncoderReadsIsRefusedAndOneThatIsMissingIsTold() throws IOException {
    startPlain();
    LivePipeline tiny = live.pipelines().get("tiny");
    Path file = live.home().folder().resolve("0.bin");
    Question misspelt = Question.withText(Map.of(new Modality("imgae"), file), "is it so?");
    String refusal = assertThrows(FuseboxException.class, () -> tiny.ask(misspelt)).getMessage();
    assertTrue(refusal.contains("did you mean image"), refusal);
    assertEquals(List.of("image"), tiny.ask(new Question(Map.of(), "is it so?")).missing());
    Reply reply = tiny.ask(Question.withText(Map.of(Modality.IMAGE, file), "is it so?"));
    assertEquals(List.of(), reply.missing());
  }

  @Test
  void aVersionThatIsActivatedIsTakenAndTold() throws IOException {
    live.add("bytes");
    live.add("prompting");
    put("strategy: prompting");
    train("prompting");
    live.pipelines().pollFiles();
    String before = live.status("tiny").version();
    TrafficCounts counts = live.pipelines().get("tiny").trafficCounts();
    live.pipelines().pollFiles();
    assertSame(counts, live.pipelines().get("tiny").trafficCounts());
    PipelineSpec spec = PipelineFile.read(folder.resolve("tiny.yaml"), folder);
    try (Pipeline pipeline =
        new io.fusebox.runtime.engine.pipeline.Assembler(new TestPlugins()).assemble(spec)) {
      WeightFile.save(
          live.workspace().weights(spec), pipeline, WeightValues.initial(pipeline, 8), Map.of());
    }
    live.pipelines().pollFiles();
    String now = live.status("tiny").version();
    assertNotEquals(before, now);
    assertNotSame(counts, live.pipelines().get("tiny").trafficCounts(), "counted for others");
    assertEquals("tiny ACTIVE prompting [" + now + "]", live.status("tiny").toString());
  }

  @Test
  void aPipelineWhoseWeightsAreForOtherPartsGoesOnWhenItsOwnCome() throws IOException {
    live.add("bytes");
    live.add("prompting");
    home("{id: prompting, prompt-length: 2}");
    train("prompting");
    Path first = live.workspace().weights(PipelineFile.read(folder.resolve("tiny.yaml"), folder));
    put("strategy: prompting");
    assertState(FAILED, "trained on other parts");
    try (Pipeline pipeline = live.home().assemble()) {
      WeightFile.save(
          first.resolveSibling("weights-12345678.safetensors"),
          pipeline,
          WeightValues.initial(pipeline, 8),
          Map.of());
    }
    live.pipelines().pollFiles();
    assertState(ACTIVE);
  }

  private void home(String strategy) throws IOException {
    live.home().pipeline("strategy: " + strategy);
  }

  @Test
  void aPipelineNamesAllThatItWaitsForAndWakesWhenItComes() throws IOException {
    put("strategy: prompting");
    assertState(WAITING, "encoder bytes", "strategy prompting");
    live.add("bytes");
    assertState(WAITING, "strategy prompting");
    live.add("prompting");
    assertState(WAITING, "trained weights");
    train("prompting");
    live.pipelines().pollFiles();
    assertState(ACTIVE);
    assertNotEquals("", live.ask("tiny"));
  }

  @Test
  void aRequestToAWaitingPipelineIsRefusedWithWhatItWaitsFor() throws IOException {
    put("strategy: prompting");
    FuseboxException refused = assertThrows(FuseboxException.class, () -> live.ask("tiny"));
    assertTrue(refused.getMessage().contains("encoder bytes"), refused.getMessage());
  }

  @Test
  void aMissingModelIsWaitedFor() throws IOException {
    live.pipelines().pluginChanges().add(OLD);
    live.pipelines().pluginChanges().add(Plugs.strategy("plain", Plugs::plain));
    Files.move(folder.resolve("bart"), folder.resolve("away"));
    put("strategy: plain");
    assertState(WAITING, "the model " + folder.resolve("bart"));
    Files.move(folder.resolve("away"), folder.resolve("bart"));
    live.pipelines().pollFiles();
    assertState(ACTIVE);
  }

  @Test
  void aFileThatMakesNoSenseFailsAndItsMendingIsSeen() throws IOException {
    put("strategie: plain");
    assertState(FAILED, "strategie");
    startPlain();
  }

  @Test
  void aNewerVersionThatMakesNoSenseLeavesTheOldOneAnswering() throws IOException {
    startPlain();
    String before = live.ask("tiny");
    put("strategy: plain\nanswer: {max-length: 1}");
    assertState(ACTIVE, "newer version was refused", "max-length");
    put("strategy: missing");
    assertState(ACTIVE, "newer version was refused", "waits for the fusion strategy missing");
    assertEquals(before, live.ask("tiny"));
    live.pipelines().pluginChanges().add(Plugs.strategy("missing", Plugs::plain));
    assertEquals("missing", live.status("tiny").strategy());
    assertEquals("", live.status("tiny").note());
  }

  @Test
  void pipelinesShareOnePlmAndOneEncoderWhichGoWithTheLast() throws IOException {
    startPlain();
    Path second = Files.copy(folder.resolve("tiny.yaml"), folder.resolve("second.yaml"));
    live.pipelines().put(second);
    List<String> parts = live.pipelines().components();
    assertEquals(3, parts.size(), parts.toString());
    assertTrue(parts.stream().allMatch(p -> p.endsWith("used by 2")), parts.toString());
    live.pipelines().remove(second);
    assertTrue(live.pipelines().components().stream().allMatch(p -> p.endsWith("used by 1")));
    live.ask("tiny");
    live.pipelines().remove(folder.resolve("tiny.yaml"));
    assertEquals(List.of(), live.pipelines().components());
  }

  @Test
  void aPluginThatGoesIsWaitedForAndOneThatComesIsUsed() throws IOException {
    startPlain();
    live.pipelines().pluginChanges().remove(OLD);
    assertState(WAITING, "encoder bytes");
    live.pipelines().pluginChanges().add(NEW);
    assertState(ACTIVE);
    assertTrue(live.pipelines().components().toString().contains("bytes 2"));
  }

  @Test
  void aSecondPluginOfTheSameIdIsASpare() throws IOException {
    startPlain();
    live.pipelines().pluginChanges().add(NEW);
    assertTrue(live.pipelines().components().toString().contains("bytes 1"));
    live.pipelines().pluginChanges().remove(OLD);
    assertState(ACTIVE);
    assertTrue(live.pipelines().components().toString().contains("bytes 2"));
  }

  @Test
  void aReplacementLeavesNoGap() throws IOException {
    startPlain();
    live.ask("tiny");
    live.pipelines().pluginChanges().add(NEW);
    live.pipelines().pluginChanges().replace(List.of(OLD), List.of(NEW));
    live.pipelines().pluginChanges().remove(OLD);
    assertTrue(live.pipelines().components().toString().contains("bytes 2"));
    List<Swap> swaps = live.pipelines().swaps();
    assertEquals(0, swaps.get(swaps.size() - 1).gap().toNanos());
  }

  @Test
  void aReplacementThatAPipelineCannotUseIsRefusedAndTheOldOneGoesOn() throws IOException {
    startPlain();
    String before = live.ask("tiny");
    for (PluginFactory<ModalityEncoder> bad :
        List.of(
            Plugs.built(
                "3",
                host -> {
                  throw new IllegalStateException("not built");
                }),
            Plugs.encoder(
                "4",
                x -> {
                  throw new IllegalStateException("not encoded");
                }),
            Plugs.encoder("5", x -> x.expandDims(0).expandDims(0)))) {
      live.pipelines().pluginChanges().add(bad);
      FuseboxException refused =
          assertThrows(
              FuseboxException.class,
              () -> live.pipelines().pluginChanges().replace(List.of(OLD), List.of(bad)));
      assertTrue(refused.getMessage().contains("bytes"), refused.getMessage());
      live.pipelines().pluginChanges().remove(bad);
      assertState(ACTIVE);
      assertEquals(before, live.ask("tiny"));
      assertTrue(live.pipelines().components().toString().contains("bytes 1"));
    }
  }

  @Test
  void aStrategyWithoutTrainedWeightsIsRefusedUnlessUntrained() throws IOException {
    startPlain();
    live.add("prompting");
    FuseboxException refused =
        assertThrows(
            FuseboxException.class,
            () -> live.pipelines().strategyChanges().swap("tiny", "prompting", false));
    assertTrue(refused.getMessage().contains("--untrained"), refused.getMessage());
    assertEquals("plain", live.status("tiny").strategy());
    live.pipelines().strategyChanges().swap("tiny", "prompting", true);
    assertEquals("prompting", live.status("tiny").strategy());
    assertNotEquals("", live.ask("tiny"));
  }

  @Test
  void aSwapTakesTheWeightsOfThatStrategyFromTheStore() throws IOException {
    live.add("bytes");
    live.add("prompting");
    live.pipelines().pluginChanges().add(Plugs.strategy("plain", Plugs::plain));
    put("strategy: plain");
    train("prompting");
    live.pipelines().strategyChanges().swap("tiny", "prompting", false);
    assertState(ACTIVE);
    live.pipelines().strategyChanges().swap("tiny", "plain", false);
    assertEquals("plain", live.status("tiny").strategy());
  }

  @Test
  void aSwapOutlivesARestartUntilTheFileChanges() throws IOException {
    startPlain();
    live.pipelines().pluginChanges().add(Plugs.strategy("blind", Plugs::blind));
    live.pipelines().strategyChanges().swap("tiny", "blind", false);
    live.pipelines().remove(folder.resolve("tiny.yaml"));
    live.pipelines().put(folder.resolve("tiny.yaml"));
    assertEquals("blind", live.status("tiny").strategy());
    put("strategy: plain # again");
    assertEquals("plain", live.status("tiny").strategy());
  }

  @Test
  void aStoppedPipelineRefusesAtOnceUntilItIsStarted() throws IOException {
    startPlain();
    live.pipelines().stop("tiny");
    assertState(STOPPED);
    assertEquals(List.of(), live.pipelines().components());
    assertThrows(FuseboxException.class, () -> live.ask("tiny"));
    live.pipelines().pluginChanges().add(NEW);
    assertState(STOPPED);
    live.pipelines().start("tiny");
    assertState(ACTIVE);
    assertNotEquals("", live.ask("tiny"));
  }

  @Test
  void aStoppedPipelineStaysStoppedWhateverItsFileSaysAndBecomesThatWhenItIsStarted()
      throws IOException {
    startPlain();
    live.pipelines().pluginChanges().add(Plugs.strategy("blind", Plugs::blind));
    live.pipelines().stop("tiny");
    assertState(STOPPED, "fusebox pipelines --start tiny");
    put("strategy: plain");
    assertState(STOPPED);
    put("strategie: blind");
    assertState(STOPPED, "newer version was refused", "strategie");
    put("strategy: blind");
    assertState(STOPPED, "fusebox pipelines --start tiny");
    assertEquals("blind", live.status("tiny").strategy());
    assertEquals(List.of(), live.pipelines().components());
    live.pipelines().start("tiny");
    assertEquals("tiny ACTIVE blind", live.status("tiny").toString());
  }

  @Test
  void aPipelineThatIsStartedSaysWhatIsWrongWithItsFile() throws IOException {
    startPlain();
    live.pipelines().stop("tiny");
    put("strategie: plain");
    live.pipelines().start("tiny");
    assertState(FAILED, "strategie");
  }

  @Test
  void aStoppedPipelineRemembersASwapUntilItIsStarted() throws IOException {
    startPlain();
    live.pipelines().pluginChanges().add(Plugs.strategy("blind", Plugs::blind));
    live.pipelines().stop("tiny");
    live.pipelines().strategyChanges().swap("tiny", "blind", false);
    assertState(STOPPED);
    assertEquals("blind", live.status("tiny").strategy());
    assertEquals(List.of(), live.pipelines().components());
    live.pipelines().start("tiny");
    assertEquals("tiny ACTIVE blind", live.status("tiny").toString());
  }

  @Test
  void aFileThatSaysTheSameAgainChangesNothing() throws IOException {
    startPlain();
    long swaps = live.pipelines().swapCount();
    put("strategy: plain");
    assertEquals(swaps, live.pipelines().swapCount());
    put("strategie: plain");
    assertState(ACTIVE, "newer version was refused");
    put("strategy: plain");
    assertEquals("tiny ACTIVE plain", live.status("tiny").toString());
  }

  @Test
  void anUnknownPipelineIsRefusedWithNearMisses() throws IOException {
    startPlain();
    FuseboxException refused =
        assertThrows(FuseboxException.class, () -> live.pipelines().get("tinny"));
    assertTrue(refused.getMessage().contains("did you mean tiny?"), refused.getMessage());
  }
}
