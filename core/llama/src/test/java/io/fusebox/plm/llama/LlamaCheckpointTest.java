package io.fusebox.plm.llama;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.fusion.PlmInput;
import io.fusebox.api.fusion.Segment;
import io.fusebox.api.fusion.Segments;
import io.fusebox.causal.CausalPlm;
import io.fusebox.fixtures.Tensors;
import io.fusebox.toolkit.checkpoint.UntrainedCheckpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a checkpoint may hold, and what is refused. */
class LlamaCheckpointTest {
  @TempDir Path folder;

  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void readsRotaryPositionsInBothForms() throws Exception {
    ObjectNode old = small();
    old.put("rope_theta", 5000);
    old.putObject("rope_scaling").put("type", "linear").put("factor", 3);
    ObjectNode today = small();
    today
        .putObject("rope_parameters")
        .put("rope_theta", 5000)
        .put("rope_type", "linear")
        .put("factor", 3);
    Tensors.assertClose(logits(old), logits(today), 0, "both forms");
    assertTrue(Tensors.maxDifference(logits(old), logits(small())) > 1e-4, "they are heeded");
  }

  @Test
  void readsTensorsWithAndWithoutTheirPrefix() {
    CausalPlm bare = load(small(), name -> !name.startsWith("model."));
    assertTrue(bare.parameters().containsKey("norm.weight"));
    assertTrue(load(small(), name -> true).parameters().containsKey("model.norm.weight"));
  }

  @Test
  void dynamicPositionsAreUnscaledWithinThoseThatItKnows() {
    ObjectNode dynamic = small();
    dynamic.putObject("rope_scaling").put("type", "dynamic").put("factor", 3);
    Tensors.assertClose(logits(small()), logits(dynamic), 0, "dynamic");
  }

  @Test
  void readsYarn() {
    ObjectNode yarn = small();
    ObjectNode scaling = yarn.putObject("rope_scaling").put("type", "yarn").put("factor", 4);
    assertTrue(Tensors.maxDifference(logits(yarn), logits(small())) > 1e-4, "stretched");
    NDArray usual = logits(yarn);
    scaling.put("attention_factor", 2);
    assertTrue(Tensors.maxDifference(usual, logits(yarn)) > 1e-4, "its amplitude is heeded");
  }

  @Test
  void hasAHeadOfItsOwnUnlessItIsTied() {
    assertTrue(load(small(), name -> true).parameters().containsKey("lm_head.weight"));
    ObjectNode tied = small().put("tie_word_embeddings", true);
    assertFalse(load(tied, name -> true).parameters().containsKey("lm_head.weight"));
  }

  @Test
  void anyOfSeveralTokensEndsAnAnswerAndTheFirstIsTaught() throws Exception {
    ObjectNode several = small();
    several.putArray("eos_token_id").add(7).add(9);
    assertEquals(7, load(several, name -> true).spec().eos());
    assertEquals(List.of(7L, 9L), load(several, name -> true).generation().eosTokens());
    Files.writeString(folder.resolve("generation_config.json"), "{\"eos_token_id\": [3, 4]}");
    assertEquals(List.of(3L, 4L), load(small(), name -> true).generation().eosTokens());
    assertEquals(2, load(small(), name -> true).spec().eos());
  }

  @Test
  void takesTheEndOfTheGenerationConfigWhereTheConfigNamesNone() throws Exception {
    Files.writeString(folder.resolve("generation_config.json"), "{\"eos_token_id\": [3, 4]}");
    for (ObjectNode none : List.of(small().putNull("eos_token_id"), without("eos_token_id"))) {
      CausalPlm plm = load(none, name -> true);
      assertEquals(3, plm.spec().eos());
      assertEquals(List.of(3L, 4L), plm.generation().eosTokens());
    }
  }

  @Test
  void leavesOutEndsThatTheVocabularyDoesNotHave() throws Exception {
    ObjectNode several = small();
    several.putArray("eos_token_id").add(50256).add(7);
    assertEquals(7, load(several, name -> true).spec().eos());
    assertEquals(List.of(7L), load(several, name -> true).generation().eosTokens());
    Files.writeString(folder.resolve("generation_config.json"), "{\"eos_token_id\": [3, 999]}");
    assertEquals(List.of(3L), load(several, name -> true).generation().eosTokens());
    assertEquals(3, load(small().put("eos_token_id", 50256), name -> true).spec().eos());
  }

  @Test
  void takesTheEndForPaddingThatIsNotThere() {
    assertEquals(2, load(small().put("pad_token_id", -1), name -> true).spec().pad());
    assertEquals(1, load(small().put("pad_token_id", 1), name -> true).spec().pad());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"model_type\": \"mistral\"} | 'mistral'",
        "{\"rope_scaling\": {\"rope_type\": \"longrope\", \"factor\": 2}} | 'longrope'",
        "{\"rope_scaling\": {\"rope_type\": \"yarn\", \"factor\": 2, \"beta_fast\": -1}} | beta_fast",
        "{\"rope_scaling\": \"dynamic\"} | must be an object",
        "{\"rope_parameters\": {\"full\": {\"rope_theta\": 1}}} | from layer to layer",
        "{\"partial_rotary_factor\": 0.5} | partial_rotary_factor",
        "{\"rope_theta\": -1} | rope_theta",
        "{\"num_key_value_heads\": 3} | num_key_value_heads",
        "{\"head_dim\": 5} | must be even",
        "{\"head_dim\": null, \"hidden_size\": 15} | hidden_size",
        "{\"hidden_act\": \"mish\"} | 'mish'",
        "{\"eos_token_id\": null} | eos_token_id",
        "{\"eos_token_id\": 50256} | eos_token_id in config.json",
        "{\"num_hidden_layers\": 99999999} | num_hidden_layers",
        "{\"rms_norm_eps\": 0} | rms_norm_eps"
      })
  void refusesByName(String change, String expected) throws Exception {
    ObjectNode json = small();
    json.setAll((ObjectNode) new ObjectMapper().readTree(change));
    String message =
        assertThrows(FuseboxException.class, () -> load(json, name -> true)).getMessage();
    assertTrue(message.contains(expected), message);
  }

  @Test
  void namesATensorThatIsMissing() {
    String gate = "model.layers.1.mlp.gate_proj.weight";
    FuseboxException e =
        assertThrows(FuseboxException.class, () -> load(small(), name -> !name.equals(gate)));
    assertTrue(e.getMessage().contains("'" + gate + "'"), e.getMessage());
  }

  private NDArray logits(ObjectNode json) {
    CausalPlm plm = load(json, name -> true);
    NDArray ids = manager.create(new long[][] {{5, 6, 7, 8, 9, 10, 11}});
    Segment text = Segment.unpadded(Segment.TEXT, plm.embed(ids));
    return plm.logits(plm.encode(PlmInput.join(Segments.of(text))));
  }

  private CausalPlm load(ObjectNode json, Predicate<String> has) {
    return Llama.load(new UntrainedCheckpoint(folder, json, 0, has), manager, () -> null);
  }

  private static ObjectNode without(String field) {
    ObjectNode json = small();
    json.remove(field);
    return json;
  }

  /** No size like another. */
  private static ObjectNode small() {
    return new ObjectMapper()
        .createObjectNode()
        .put("model_type", "llama")
        .put("hidden_size", 12)
        .put("intermediate_size", 20)
        .put("num_hidden_layers", 2)
        .put("num_attention_heads", 4)
        .put("num_key_value_heads", 2)
        .put("head_dim", 6)
        .put("vocab_size", 101)
        .put("max_position_embeddings", 50)
        .put("bos_token_id", 0)
        .put("eos_token_id", 2)
        .put("initializer_range", 0.3);
  }
}
