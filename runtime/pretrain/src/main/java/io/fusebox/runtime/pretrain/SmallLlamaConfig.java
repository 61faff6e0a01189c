package io.fusebox.runtime.pretrain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The small Llama's {@code config.json}. */
final class SmallLlamaConfig {
  private static final int LAYERS = 5;
  private static final int HEADS = 4;

  static final String SIZE = "width %d, %d layers".formatted(SmallBartConfig.WIDTH, LAYERS);

  private SmallLlamaConfig() {}

  static JsonNode config(int vocabulary) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("model_type", "llama");
    json.putArray("architectures").add("LlamaForCausalLM");
    json.put("hidden_act", "silu");
    json.put("hidden_size", SmallBartConfig.WIDTH);
    json.put("intermediate_size", 256);
    json.put("num_hidden_layers", LAYERS);
    json.put("num_attention_heads", HEADS);
    json.put("num_key_value_heads", HEADS);
    json.put("head_dim", 32);
    json.put("rms_norm_eps", 1e-6);
    json.put("rope_theta", 10_000.0);
    json.put("vocab_size", vocabulary);
    json.put("max_position_embeddings", 512);
    json.put("initializer_range", 0.05);
    json.put("tie_word_embeddings", false);
    json.put("bos_token_id", 0);
    json.put("pad_token_id", 1);
    json.put("eos_token_id", 2);
    return json;
  }
}
