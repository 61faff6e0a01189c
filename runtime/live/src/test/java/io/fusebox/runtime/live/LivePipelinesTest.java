package io.fusebox.runtime.live;

import static io.fusebox.runtime.live.PipelineState.ACTIVE;
import static io.fusebox.runtime.live.PipelineState.FAILED;
import static io.fusebox.runtime.live.PipelineState.STOPPED;
import static io.fusebox.runtime.live.PipelineState.WAITING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.PipelineFile;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.engine.pipeline.TestPlugins;
import io.fusebox.runtime.engine.weights.TrainedWeights;
import io.fusebox.runtime.engine.weights.WeightFile;
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
    live.pipelines().add(OLD);
    live.pipelines().add(Plugs.strategy("plain", Plugs::plain));
    put("strategy: plain");
    assertState(ACTIVE);
  }

  /** Keeps weights for the pipeline as {@code lines} describe it. */
  private void train(String strategy) {
    PipelineSpec spec =
        PipelineFile.read(folder.resolve("tiny.yaml"), folder).withStrategy(strategy);
    try (Pipeline pipeline =
        new io.fusebox.runtime.engine.pipeline.Assembler(new TestPlugins()).assemble(spec)) {
      TrainedWeights weights = TrainedWeights.initial(pipeline, 7);
      WeightFile.save(live.workspace().weights(spec), pipeline, weights, Map.of());
    }
  }

  @Test
  void an_input_that_no_encoder_reads_is_refused_and_one_that_is_missing_is_told()
      throws IOException {
    startPlain();
    LivePipeline tiny = live.pipelines().get("tiny");
    Path file = live.home().folder().resolve("0.bin");
    Map<Modality, Path> misspelt = Map.of(new Modality("imgae"), file);
    String refusal =
        assertThrows(FuseboxException.class, () -> tiny.reply(misspelt, "is it so?")).getMessage();
    assertTrue(refusal.contains("did you mean image"), refusal);
    assertEquals(List.of(Modality.IMAGE), tiny.reply(Map.of(), "is it so?").missing());
    Reply reply = tiny.reply(Map.of(Modality.IMAGE, file), "is it so?");
    assertEquals(List.of(), reply.missing());
    assertEquals(reply.text(), tiny.ask(Map.of(Modality.IMAGE, file), "is it so?"));
  }

  @Test
  void a_version_that_is_activated_is_taken_and_told() throws IOException {
    live.add("bytes");
    live.add("prompting");
    put("strategy: prompting");
    train("prompting");
    live.pipelines().look();
    String before = live.status("tiny").version();
    PipelineSpec spec = PipelineFile.read(folder.resolve("tiny.yaml"), folder);
    try (Pipeline pipeline =
        new io.fusebox.runtime.engine.pipeline.Assembler(new TestPlugins()).assemble(spec)) {
      WeightFile.save(
          live.workspace().weights(spec), pipeline, TrainedWeights.initial(pipeline, 8), Map.of());
    }
    live.pipelines().look();
    String now = live.status("tiny").version();
    assertNotEquals(before, now);
    assertEquals("tiny ACTIVE prompting [" + now + "]", live.status("tiny").toString());
  }

  @Test
  void a_pipeline_whose_weights_are_for_other_parts_goes_on_when_its_own_come() throws IOException {
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
          TrainedWeights.initial(pipeline, 8),
          Map.of());
    }
    live.pipelines().look();
    assertState(ACTIVE);
  }

  private void home(String strategy) throws IOException {
    live.home().pipeline("strategy: " + strategy);
  }

  @Test
  void a_pipeline_names_all_that_it_waits_for_and_wakes_when_it_comes() throws IOException {
    put("strategy: prompting");
    assertState(WAITING, "encoder bytes", "strategy prompting");
    live.add("bytes");
    assertState(WAITING, "strategy prompting");
    live.add("prompting");
    assertState(WAITING, "trained weights");
    train("prompting");
    live.pipelines().look();
    assertState(ACTIVE);
    assertNotEquals("", live.ask("tiny"));
  }

  @Test
  void a_request_to_a_waiting_pipeline_is_refused_with_what_it_waits_for() throws IOException {
    put("strategy: prompting");
    FuseboxException refused = assertThrows(FuseboxException.class, () -> live.ask("tiny"));
    assertTrue(refused.getMessage().contains("encoder bytes"), refused.getMessage());
  }

  @Test
  void a_missing_model_is_waited_for() throws IOException {
    live.pipelines().add(OLD);
    live.pipelines().add(Plugs.strategy("plain", Plugs::plain));
    Files.move(folder.resolve("bart"), folder.resolve("away"));
    put("strategy: plain");
    assertState(WAITING, "the model " + folder.resolve("bart"));
    Files.move(folder.resolve("away"), folder.resolve("bart"));
    live.pipelines().look();
    assertState(ACTIVE);
  }

  @Test
  void a_file_that_makes_no_sense_fails_and_its_mending_is_seen() throws IOException {
    put("strategie: plain");
    assertState(FAILED, "strategie");
    startPlain();
  }

  @Test
  void a_newer_version_that_makes_no_sense_leaves_the_old_one_answering() throws IOException {
    startPlain();
    String before = live.ask("tiny");
    put("strategy: plain\nanswer: {max-length: 1}");
    assertState(ACTIVE, "newer version was refused", "max-length");
    put("strategy: missing");
    assertState(ACTIVE, "newer version was refused", "waits for the fusion strategy missing");
    assertEquals(before, live.ask("tiny"));
    live.pipelines().add(Plugs.strategy("missing", Plugs::plain));
    assertEquals("missing", live.status("tiny").strategy());
    assertEquals("", live.status("tiny").note());
  }

  @Test
  void pipelines_share_one_plm_and_one_encoder_which_go_with_the_last() throws IOException {
    startPlain();
    Path second = Files.copy(folder.resolve("tiny.yaml"), folder.resolve("second.yaml"));
    live.pipelines().put(second);
    List<String> parts = live.pipelines().parts();
    assertEquals(3, parts.size(), parts.toString());
    assertTrue(parts.stream().allMatch(p -> p.endsWith("used by 2")), parts.toString());
    live.pipelines().remove(second);
    assertTrue(live.pipelines().parts().stream().allMatch(p -> p.endsWith("used by 1")));
    live.ask("tiny");
    live.pipelines().remove(folder.resolve("tiny.yaml"));
    assertEquals(List.of(), live.pipelines().parts());
  }

  @Test
  void a_plugin_that_goes_is_waited_for_and_one_that_comes_is_used() throws IOException {
    startPlain();
    live.pipelines().remove(OLD);
    assertState(WAITING, "encoder bytes");
    live.pipelines().add(NEW);
    assertState(ACTIVE);
    assertTrue(live.pipelines().parts().toString().contains("bytes 2"));
  }

  @Test
  void a_second_plugin_of_the_same_id_is_a_spare() throws IOException {
    startPlain();
    live.pipelines().add(NEW);
    assertTrue(live.pipelines().parts().toString().contains("bytes 1"));
    live.pipelines().remove(OLD);
    assertState(ACTIVE);
    assertTrue(live.pipelines().parts().toString().contains("bytes 2"));
  }

  @Test
  void a_replacement_leaves_no_gap() throws IOException {
    startPlain();
    live.ask("tiny");
    live.pipelines().add(NEW);
    live.pipelines().replace(List.of(OLD), List.of(NEW));
    live.pipelines().remove(OLD);
    assertTrue(live.pipelines().parts().toString().contains("bytes 2"));
    List<Swap> swaps = live.pipelines().swaps();
    assertEquals(0, swaps.get(swaps.size() - 1).gap().toNanos());
  }

  @Test
  void a_replacement_that_a_pipeline_cannot_use_is_refused_and_the_old_one_goes_on()
      throws IOException {
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
      live.pipelines().add(bad);
      FuseboxException refused =
          assertThrows(
              FuseboxException.class, () -> live.pipelines().replace(List.of(OLD), List.of(bad)));
      assertTrue(refused.getMessage().contains("bytes"), refused.getMessage());
      live.pipelines().remove(bad);
      assertState(ACTIVE);
      assertEquals(before, live.ask("tiny"));
      assertTrue(live.pipelines().parts().toString().contains("bytes 1"));
    }
  }

  @Test
  void a_strategy_without_trained_weights_is_refused_unless_untrained() throws IOException {
    startPlain();
    live.add("prompting");
    FuseboxException refused =
        assertThrows(
            FuseboxException.class, () -> live.pipelines().swap("tiny", "prompting", false));
    assertTrue(refused.getMessage().contains("--untrained"), refused.getMessage());
    assertEquals("plain", live.status("tiny").strategy());
    live.pipelines().swap("tiny", "prompting", true);
    assertEquals("prompting", live.status("tiny").strategy());
    assertNotEquals("", live.ask("tiny"));
  }

  @Test
  void a_swap_takes_the_weights_of_that_strategy_from_the_store() throws IOException {
    live.add("bytes");
    live.add("prompting");
    live.pipelines().add(Plugs.strategy("plain", Plugs::plain));
    put("strategy: plain");
    train("prompting");
    live.pipelines().swap("tiny", "prompting", false);
    assertState(ACTIVE);
    live.pipelines().swap("tiny", "plain", false);
    assertEquals("plain", live.status("tiny").strategy());
  }

  @Test
  void a_swap_outlives_a_restart_until_the_file_changes() throws IOException {
    startPlain();
    live.pipelines().add(Plugs.strategy("blind", Plugs::blind));
    live.pipelines().swap("tiny", "blind", false);
    live.pipelines().remove(folder.resolve("tiny.yaml"));
    live.pipelines().put(folder.resolve("tiny.yaml"));
    assertEquals("blind", live.status("tiny").strategy());
    put("strategy: plain # again");
    assertEquals("plain", live.status("tiny").strategy());
  }

  @Test
  void a_stopped_pipeline_refuses_at_once_until_it_is_started() throws IOException {
    startPlain();
    live.pipelines().stop("tiny");
    assertState(STOPPED);
    assertEquals(List.of(), live.pipelines().parts());
    assertThrows(FuseboxException.class, () -> live.ask("tiny"));
    live.pipelines().add(NEW);
    assertState(STOPPED);
    live.pipelines().start("tiny");
    assertState(ACTIVE);
    assertNotEquals("", live.ask("tiny"));
  }

  @Test
  void an_unknown_pipeline_is_refused_with_near_misses() throws IOException {
    startPlain();
    FuseboxException refused =
        assertThrows(FuseboxException.class, () -> live.pipelines().get("tinny"));
    assertTrue(refused.getMessage().contains("did you mean tiny?"), refused.getMessage());
  }
}
