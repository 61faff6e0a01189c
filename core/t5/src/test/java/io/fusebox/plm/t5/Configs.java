package io.fusebox.plm.t5;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Configurations for tests. */
final class Configs {
  private Configs() {}

  /** Of this family, and nothing more. */
  static ObjectNode empty() {
    return new ObjectMapper().createObjectNode().put("model_type", "t5");
  }

  /** Small, and no size like another. */
  static ObjectNode odd() {
    return empty()
        .put("d_model", 12)
        .put("d_kv", 5)
        .put("num_heads", 3)
        .put("d_ff", 20)
        .put("num_layers", 1)
        .put("num_decoder_layers", 3)
        .put("vocab_size", 101)
        .put("relative_attention_num_buckets", 8)
        .put("relative_attention_max_distance", 20);
  }
}
