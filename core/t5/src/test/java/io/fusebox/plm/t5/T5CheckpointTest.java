package io.fusebox.plm.t5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.PlmSpec;
import io.fusebox.toolkit.checkpoint.UntrainedCheckpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a checkpoint may hold, and under which names. */
class T5CheckpointTest {
  private static final String TABLES = "(shared|.*embed_tokens|lm_head)\\.weight";

  @TempDir Path folder;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shared.weight",
        "encoder.embed_tokens.weight",
        "decoder.embed_tokens.weight",
        "lm_head.weight"
      })
  void findsTheTokenEmbeddingsUnderAnyOfTheirNames(String table) {
    T5 t5 = load(Configs.odd(), name -> !name.matches(TABLES) || name.equals(table));
    assertTrue(t5.parameters().containsKey(table));
  }

  @Test
  void namesTheTablesWhenThereAreNoTokenEmbeddings() {
    String message = refusal(Configs.odd(), name -> !name.matches(TABLES));
    assertTrue(message.contains("shared.weight"), message);
  }

  @Test
  void namesATensorThatIsMissing() {
    String gate = "decoder.block.2.layer.2.DenseReluDense.wi_1.weight";
    ObjectNode gated = Configs.odd().put("feed_forward_proj", "gated-gelu");
    String message = refusal(gated, name -> !name.equals(gate));
    assertTrue(message.contains("'" + gate + "'"), message);
  }

  @Test
  void hasAHeadOfItsOwnWhenTheConfigurationSaysSo() {
    assertFalse(load(Configs.odd(), n -> true).parameters().containsKey("lm_head.weight"));
    ObjectNode untied = Configs.odd().put("tie_word_embeddings", false);
    assertTrue(load(untied, n -> true).parameters().containsKey("lm_head.weight"));
    String message = refusal(untied, name -> !name.equals("lm_head.weight"));
    assertTrue(message.contains("'lm_head.weight'"), message);
  }

  @Test
  void refusesAnActivationThatItDoesNotKnow() {
    String message = refusal(Configs.odd().put("feed_forward_proj", "gated-mish"), n -> true);
    assertTrue(message.contains("'mish'"), message);
  }

  @Test
  void prefersTheGenerationFileToOldOptions() throws Exception {
    ObjectNode json = Configs.odd().put("num_beams", 5).put("max_length", 9);
    assertEquals(5, load(json, n -> true).generation().beams());
    Files.writeString(folder.resolve("generation_config.json"), "{\"num_beams\": 3}");
    assertEquals(3, load(json, n -> true).generation().beams());
    assertEquals(20, load(json, n -> true).generation().maxLength());
  }

  @Test
  void saysWhatItIs() {
    PlmSpec spec = load(Configs.odd(), n -> true).spec();
    assertEquals("t5", spec.modelType());
    assertEquals(12, spec.width());
    assertEquals(101, spec.vocabulary());
    assertEquals(0, spec.decoderStart());
    assertEquals(0, spec.pad());
    assertEquals(1, spec.eos());
  }

  private T5 load(ObjectNode json, Predicate<String> has) {
    return T5.load(new UntrainedCheckpoint(folder, json, 0, has), manager, () -> null);
  }

  private String refusal(ObjectNode json, Predicate<String> has) {
    return assertThrows(FuseboxException.class, () -> load(json, has)).getMessage();
  }
}
