package io.fusebox.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How large the PLM is. */
public enum ModelSize {
  /** BART-base. */
  BASE(768, 12, 3072, 6, 50265),
  /** Just large enough to see that a benchmark runs. */
  TINY(16, 2, 32, 2, 99);

  private final int width;
  private final int heads;
  private final int feedForward;
  private final int layers;
  private final int vocabulary;

  ModelSize(int width, int heads, int feedForward, int layers, int vocabulary) {
    this.width = width;
    this.heads = heads;
    this.feedForward = feedForward;
    this.layers = layers;
    this.vocabulary = vocabulary;
  }

  /** {@code config.json} of a BART of this size. */
  ObjectNode config() {
    return new ObjectMapper()
        .createObjectNode()
        .put("model_type", "bart")
        .put("d_model", width)
        .put("vocab_size", vocabulary)
        .put("encoder_layers", layers)
        .put("encoder_attention_heads", heads)
        .put("encoder_ffn_dim", feedForward)
        .put("decoder_layers", layers)
        .put("decoder_attention_heads", heads)
        .put("decoder_ffn_dim", feedForward);
  }
}
