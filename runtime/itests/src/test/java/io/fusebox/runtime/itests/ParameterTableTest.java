package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.fusion.FusionStrategy;
import io.fusebox.api.fusion.PlmInput.Positions;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.plugin.Host;
import io.fusebox.runtime.engine.pipeline.ComponentIdentity;
import io.fusebox.runtime.engine.pipeline.ComponentSpec;
import io.fusebox.runtime.engine.pipeline.GenerationSource;
import io.fusebox.runtime.engine.pipeline.ModalityInput;
import io.fusebox.runtime.engine.pipeline.ParameterTable;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.host.FelixHost;
import io.fusebox.runtime.host.FuseboxHome;
import io.fusebox.runtime.tasks.GenerationTask;
import io.fusebox.runtime.tasks.GenerationTaskType;
import io.fusebox.toolkit.checkpoint.UntrainedCheckpoint;
import io.fusebox.toolkit.template.InputTemplate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The paper's parameter table, of untrained models of the paper's sizes. */
class ParameterTableTest {
  private static final String BART =
      """
      {"model_type": "bart", "d_model": 768, "vocab_size": 50265, "max_position_embeddings": 1024,
       "encoder_layers": 6, "encoder_attention_heads": 12, "encoder_ffn_dim": 3072,
       "decoder_layers": 6, "decoder_attention_heads": 12, "decoder_ffn_dim": 3072}
      """;
  private static final String VIT = "{\"model_type\": \"vit\"}"; // Its defaults are base size.

  private static final NDManager OWNER = NDManager.newBaseManager();
  private static FelixHost host;
  private static Plm plm;
  private static ModalityEncoder encoder;

  private record Maker(NDManager manager, Checkpoint checkpoint) implements Host {
    static Maker of(String config) throws IOException {
      return new Maker(
          OWNER,
          new UntrainedCheckpoint(
              Path.of("base"),
              new ObjectMapper().readTree(config),
              1,
              name -> !name.startsWith("vit.") && !name.startsWith("final_logits")));
    }
  }

  @BeforeAll
  static void start() throws IOException {
    host = new FelixHost(FuseboxHome.current().plugins());
    plm = host.find(Plm.class, "bart").create(Map.of(), Maker.of(BART));
    encoder =
        host.find(ModalityEncoder.class, "vit").create(Map.of("features", "pooled"), Maker.of(VIT));
  }

  @AfterAll
  static void stop() {
    host.close();
    OWNER.close();
  }

  private static ParameterTable table(boolean norms) {
    ComponentSpec part = new ComponentSpec("vit", Optional.empty(), Map.of());
    ComponentSpec strategy = new ComponentSpec("promptfuse", Optional.empty(), Map.of());
    PipelineSpec spec =
        new PipelineSpec(
            "base",
            new ComponentSpec("bart", Optional.empty(), Map.of()),
            Map.of("image", part),
            List.of(strategy),
            Positions.SEGMENT,
            norms,
            6,
            GenerationSource.FOLDER,
            Optional.empty(),
            PipelineSpec.GENERATION);
    ComponentIdentity identity = new ComponentIdentity("vit", "1");
    Pipeline pipeline =
        new Pipeline(
            spec,
            plm,
            identity,
            List.of(new ModalityInput("image", Modality.IMAGE, encoder, identity, false)),
            host.find(FusionStrategy.class, "promptfuse").create(Map.of(), null),
            identity,
            List.of(),
            new GenerationTaskType(),
            new ComponentIdentity("generation", "1"),
            new GenerationTask(plm, plm.generation()),
            InputTemplate.NONE,
            OWNER);
    return ParameterTable.of(pipeline, host);
  }

  private static Map<String, Long> trained(boolean norms) {
    return table(norms).strategies().stream()
        .filter(t -> t.refusal().isEmpty())
        .collect(
            Collectors.toMap(
                ParameterTable.StrategyParameters::strategy,
                ParameterTable.StrategyParameters::trainable));
  }

  @Test
  void eachStrategyTrainsWhatThePaperOrItsFormulaSays() {
    Map<String, Long> trained = trained(false);
    assertEquals(590_592, trained.get("linear"));
    assertEquals(1_180_416, trained.get("jointproj"));
    assertEquals(15_360, trained.get("promptfuse"));
    assertEquals(15_360, trained.get("blindprompt"));
    assertEquals(15_360, trained.get("blackimage"));
    assertEquals(1_181_184, trained.get("mlp"));
    assertEquals(1_188_352, trained.get("resampler"));
    assertEquals(2 * 6 * 20 * 768, trained.get("prefix"));
    assertEquals(0, trained.get("noprompt"));
    assertEquals(86_389_248, trained.get("finetune")); // 85,798,656 and the pooler's 590,592
  }

  @Test
  void theAuthorsLayernormsAreTwoVectorsForEachSegment() {
    Map<String, Long> trained = trained(true);
    assertEquals(15_360 + 3_072, trained.get("promptfuse"));
    assertEquals(15_360 + 3_072, trained.get("blindprompt"));
    assertEquals(590_592 + 1_536, trained.get("linear"));
    assertEquals(86_389_248 + 1_536, trained.get("finetune"));
    ParameterTable.StrategyParameters plain =
        table(true).strategies().stream()
            .filter(t -> t.strategy().equals("jointproj"))
            .findFirst()
            .orElseThrow();
    assertTrue(plain.refusal().contains("place-first"), plain.refusal());
  }

  @Test
  void plmAndEncoderAreFrozen() {
    List<ParameterTable.ParameterCount> parts = table(false).parts();
    assertEquals("image encoder vit", parts.get(1).name());
    assertEquals(86_389_248, parts.get(1).frozen());
    assertEquals(0, parts.get(0).trainable());
    assertEquals(139_420_416, parts.get(0).frozen());
  }
}
