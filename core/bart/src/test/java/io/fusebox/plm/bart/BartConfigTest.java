package io.fusebox.plm.bart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.checkpoint.Checkpoint;
import io.fusebox.api.plm.Plm;
import io.fusebox.toolkit.checkpoint.UntrainedCheckpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values that a configuration may have. */
class BartConfigTest {
  @TempDir Path folder;

  @Test
  void takesTheReferencesDefaults() {
    BartConfig config = BartConfig.read(json());
    assertEquals(new BartConfig.Stack(12, 16, 4096), config.encoder());
    assertEquals(1024, config.width());
    assertEquals(50265, config.vocabulary());
    assertEquals("gelu", config.activation());
    assertTrue(config.tied());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "d_model | 0 | d_model must be between 1 and 65536, found 0",
        "d_model | 1000 | d_model (1000) must be a multiple of encoder_attention_heads (16)",
        "encoder_layers | -1 | encoder_layers must be between 1 and 1024, found -1",
        "vocab_size | 99999999 | vocab_size must be between 1 and 16777216, found 99999999",
        "pad_token_id | 50265 | pad_token_id must be a token, 0 to 50264, found 50265",
        "d_model | 1.5 | d_model must be a whole number, found 1.5",
      })
  void refusesSizesThatCannotBe(String name, String value, String message) throws Exception {
    ObjectNode json = json();
    json.set(name, new ObjectMapper().readTree(value));
    FuseboxException e = assertThrows(FuseboxException.class, () -> BartConfig.read(json));
    assertEquals("config.json: " + message, e.getMessage());
  }

  @Test
  void refusesAnotherFamily() {
    ObjectNode json = json().put("model_type", "t5");
    assertThrows(FuseboxException.class, () -> BartConfig.read(json));
    ObjectNode decoder = json();
    decoder.putArray("architectures").add("BartForCausalLM");
    assertThrows(FuseboxException.class, () -> BartConfig.read(decoder));
  }

  @Test
  void refusesAnActivationThatItDoesNotKnow() {
    FuseboxException e =
        assertThrows(
            FuseboxException.class,
            () -> load(small().put("activation_function", "mish"), n -> true));
    assertTrue(e.getMessage().contains("'mish'"), e.getMessage());
  }

  @Test
  void namesATensorThatIsMissing() {
    FuseboxException e =
        assertThrows(
            FuseboxException.class,
            () -> load(small(), n -> n.startsWith("model.") && !n.contains("layers.1.fc2.bias")));
    assertTrue(e.getMessage().contains("'model.encoder.layers.1.fc2.bias'"), e.getMessage());
  }

  @Test
  void namesTheTablesWhenThereAreNoTokenEmbeddings() {
    FuseboxException e =
        assertThrows(
            FuseboxException.class,
            () ->
                load(
                    small(),
                    n -> n.startsWith("model.") && !n.matches(".*(shared|embed_tokens).*")));
    assertTrue(e.getMessage().contains("shared.weight"), e.getMessage());
  }

  @Test
  void hasAHeadOfItsOwnWhenTheConfigurationSaysSo() {
    try (NDManager manager = NDManager.newBaseManager()) {
      Plm tied = Bart.load(untrained(small(), n -> true), manager, () -> null);
      assertTrue(!tied.parameters().containsKey("lm_head.weight"));
      ObjectNode untied = small().put("tie_word_embeddings", false);
      Plm own = Bart.load(untrained(untied, n -> true), manager, () -> null);
      assertTrue(own.parameters().containsKey("lm_head.weight"));
    }
  }

  @Test
  void prefersTheGenerationFileToOldOptions() throws Exception {
    Files.writeString(folder.resolve("generation_config.json"), "{\"num_beams\": 3}");
    ObjectNode json = small().put("num_beams", 5).put("max_length", 9);
    var generation = BartGeneration.read(untrained(json, n -> true), BartConfig.read(json));
    assertEquals(3, generation.beams());
    assertEquals(20, generation.maxLength());
    assertEquals(-1, generation.forcedEos());
  }

  @Test
  void readsOldOptionsWhereThereIsNoGenerationFile() {
    ObjectNode json = small().put("num_beams", 5).put("force_bos_token_to_be_generated", true);
    var generation = BartGeneration.read(untrained(json, n -> true), BartConfig.read(json));
    assertEquals(5, generation.beams());
    assertEquals(0, generation.forcedBos());
    assertEquals(2, generation.forcedEos());
  }

  @Test
  void saysWhatItIs() {
    try (BartCase golden = new BartCase("bart-tiny")) {
      Checkpoint folder = golden.checkpoint("model.safetensors");
      assertEquals(32, golden.bart.spec().width());
      assertEquals(120, golden.bart.spec().vocabulary());
      assertEquals(64, golden.bart.spec().maxPositions());
      assertEquals(folder.hash(), golden.bart.spec().hash());
    }
  }

  private void load(ObjectNode json, Predicate<String> has) {
    try (NDManager manager = NDManager.newBaseManager()) {
      Bart.load(untrained(json, has), manager, () -> null);
    }
  }

  private Checkpoint untrained(ObjectNode json, Predicate<String> has) {
    return new UntrainedCheckpoint(folder, json, 0, has);
  }

  private static ObjectNode json() {
    return new ObjectMapper().createObjectNode().put("model_type", "bart");
  }

  private static ObjectNode small() {
    ObjectNode json =
        json().put("d_model", 8).put("vocab_size", 20).put("max_position_embeddings", 8);
    for (String side : new String[] {"encoder", "decoder"}) {
      json.put(side + "_layers", 2).put(side + "_attention_heads", 2).put(side + "_ffn_dim", 8);
    }
    return json;
  }
}
