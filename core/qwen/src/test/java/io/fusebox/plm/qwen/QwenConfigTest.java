package io.fusebox.plm.qwen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.causal.CausalPlm;
import io.fusebox.toolkit.checkpoint.UntrainedCheckpoint;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tells Qwens from Llamas and from one another, and which are refused. */
class QwenConfigTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void qwen2HasABiasOnQueriesKeysAndValuesAlone() {
    List<String> biases =
        load(small("qwen2")).parameters().keySet().stream()
            .filter(name -> name.endsWith("bias"))
            .map(name -> name.replaceFirst("model.layers.\\d.", ""))
            .distinct()
            .toList();
    assertEquals(
        List.of("self_attn.q_proj.bias", "self_attn.k_proj.bias", "self_attn.v_proj.bias"), biases);
  }

  @Test
  void qwen3NormalisesHeadsAndHasNoBias() {
    assertTrue(
        load(small("qwen3")).parameters().containsKey("model.layers.1.self_attn.k_norm.weight"));
    assertTrue(
        load(small("qwen3")).parameters().keySet().stream().noneMatch(n -> n.endsWith("bias")));
    assertEquals("qwen3", load(small("qwen3")).spec().modelType());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"model_type\": \"qwen3_moe\"} | 'qwen3_moe'",
        "{\"layer_types\": [\"full_attention\", \"sliding_attention\"]} | sliding_attention",
        "{\"use_sliding_window\": true, \"sliding_window\": 8, \"max_window_layers\": 1} | sliding",
        "{\"use_sliding_window\": true, \"sliding_window\": 49, \"max_window_layers\": 1} | 50 positions",
        "{\"use_sliding_window\": true, \"max_window_layers\": 1, \"max_position_embeddings\": 5000} | 4096",
        "{\"use_sliding_window\": true, \"layer_types\": [\"chunked_attention\"]} | chunked_attention"
      })
  void refusesByName(String change, String expected) throws Exception {
    ObjectNode json = small("qwen2");
    json.setAll((ObjectNode) new ObjectMapper().readTree(change));
    String message = assertThrows(FuseboxException.class, () -> load(json)).getMessage();
    assertTrue(message.contains(expected), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"use_sliding_window\": false, \"sliding_window\": 8, \"max_window_layers\": 1}",
        "{\"use_sliding_window\": true, \"sliding_window\": null, \"max_window_layers\": 1}",
        "{\"use_sliding_window\": true, \"sliding_window\": 8, \"max_window_layers\": 2}"
      })
  void readsAWindowThatNoLayerUses(String change) throws Exception {
    ObjectNode json = small("qwen2");
    json.setAll((ObjectNode) new ObjectMapper().readTree(change));
    assertEquals("qwen2", load(json).spec().modelType());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"sliding_window\": 50, \"max_window_layers\": 1}",
        "{\"max_window_layers\": 1}",
        "{\"sliding_window\": 50, \"layer_types\": [\"full_attention\", \"sliding_attention\"]}",
        "{\"sliding_window\": 8192, \"max_window_layers\": 0, \"max_position_embeddings\": 32768}"
      })
  void readsAWindowAsLongAsTheLongestInput(String change) throws Exception {
    ObjectNode json = small("qwen3").put("use_sliding_window", true);
    json.setAll((ObjectNode) new ObjectMapper().readTree(change));
    assertEquals("qwen3", load(json).spec().modelType());
  }

  private CausalPlm load(ObjectNode json) {
    return Qwen.load(
        new UntrainedCheckpoint(Path.of("small"), json, 0, any -> true), manager, () -> null);
  }

  private static ObjectNode small(String type) {
    return new ObjectMapper()
        .createObjectNode()
        .put("model_type", type)
        .put("hidden_size", 12)
        .put("intermediate_size", 20)
        .put("num_hidden_layers", 2)
        .put("num_attention_heads", 3)
        .put("num_key_value_heads", 1)
        .put("vocab_size", 101)
        .put("max_position_embeddings", 50)
        .put("tie_word_embeddings", true)
        .put("eos_token_id", 2);
  }
}
