package io.fusebox.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The sizes of a Transformer.
 *
 * @param width d
 * @param inner the width of the feed-forward pass
 * @param layers of each stack
 * @param keyHeads heads of keys and values
 * @param vocabulary of the head; 0 = it has none
 */
record ModelShape(int width, int inner, int layers, int heads, int keyHeads, int vocabulary) {

  static ModelShape bart(ModelSize size) {
    return size == ModelSize.BASE
        ? new ModelShape(768, 3072, 6, 12, 12, 50_265)
        : new ModelShape(16, 32, 2, 2, 2, 99);
  }

  /** SmolLM2-135M's. */
  static ModelShape llama(ModelSize size) {
    return size == ModelSize.BASE
        ? new ModelShape(576, 1536, 30, 9, 3, 49_152)
        : new ModelShape(16, 32, 2, 4, 2, 99);
  }

  /** ViT-base's and wav2vec2-base's. */
  static ModelShape encoder(ModelSize size) {
    return size == ModelSize.BASE
        ? new ModelShape(768, 3072, 12, 12, 12, 0)
        : new ModelShape(16, 32, 2, 2, 2, 0);
  }

  int headWidth() {
    return width / heads;
  }

  int keyWidth() {
    return keyHeads * headWidth();
  }

  /** {@code config.json} of a BART. */
  ObjectNode bartConfig() {
    return new ObjectMapper()
        .createObjectNode()
        .put("model_type", "bart")
        .put("d_model", width)
        .put("vocab_size", vocabulary)
        .put("encoder_layers", layers)
        .put("encoder_attention_heads", heads)
        .put("encoder_ffn_dim", inner)
        .put("decoder_layers", layers)
        .put("decoder_attention_heads", heads)
        .put("decoder_ffn_dim", inner);
  }

  /** {@code config.json} of another Transformer; what it leaves out is as usual for its type. */
  ObjectNode config(String type) {
    ObjectNode config =
        new ObjectMapper()
            .createObjectNode()
            .put("model_type", type)
            .put("hidden_size", width)
            .put("intermediate_size", inner)
            .put("num_hidden_layers", layers)
            .put("num_attention_heads", heads);
    return vocabulary == 0
        ? config
        : config
            .put("num_key_value_heads", keyHeads)
            .put("vocab_size", vocabulary)
            .put("bos_token_id", 1)
            .put("eos_token_id", 2)
            .put("tie_word_embeddings", true);
  }
}
