package io.fusebox.runtime.pretrain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The small BART's {@code config.json}. */
final class SmallBartConfig {
  /** The width of PLM and encoder alike: what does not project needs them equal. */
  static final int WIDTH = 96;

  private static final int HEADS = 3;
  private static final int INNER = 256;

  static final String SIZE = "width %d, 3 encoder and 2 decoder layers".formatted(WIDTH);

  private SmallBartConfig() {}

  /** Names without a prefix, and no bias on the logits: published BARTs train none. */
  static boolean has(String name) {
    return !name.startsWith("model.") && !name.equals("final_logits_bias");
  }

  static JsonNode config(int vocabulary) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("model_type", "bart");
    json.putArray("architectures").add("BartForConditionalGeneration");
    json.put("activation_function", "gelu");
    json.put("d_model", WIDTH);
    side(json, "encoder", 3);
    side(json, "decoder", 2);
    json.put("vocab_size", vocabulary);
    json.put("max_position_embeddings", 128);
    json.put("init_std", 0.1);
    json.put("scale_embedding", false);
    json.put("tie_word_embeddings", true);
    json.put("bos_token_id", 0);
    json.put("pad_token_id", 1);
    json.put("eos_token_id", 2);
    json.put("decoder_start_token_id", 2);
    json.put("forced_bos_token_id", 0);
    json.put("forced_eos_token_id", 2);
    json.put("max_length", 20);
    json.put("num_beams", 1);
    return json;
  }

  private static void side(ObjectNode json, String side, int layers) {
    json.put(side + "_layers", layers);
    json.put(side + "_attention_heads", HEADS);
    json.put(side + "_ffn_dim", INNER);
  }
}
