package io.fusebox.runtime.pretrain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.runtime.worlds.audio.GeneratedAudio;

/** The small wav2vec 2.0's {@code config.json} and {@code preprocessor_config.json}. */
final class SmallWav2Vec2Config {
  static final int LAYERS = 3;

  /** The samples between the beginnings of two frames: the product of the strides. */
  static final int STRIDE = 320;

  /** The samples that a frame comes from. */
  static final int FIELD = 400;

  private static final int CHANNELS = 64;
  private static final int[] KERNELS = {10, 3, 3, 3, 3, 2, 2};
  private static final int[] STRIDES = {5, 2, 2, 2, 2, 2, 2};

  private SmallWav2Vec2Config() {}

  static JsonNode config() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("model_type", "wav2vec2");
    json.putArray("architectures").add("Wav2Vec2Model");
    json.put("hidden_act", "gelu");
    json.put("hidden_size", SmallBartConfig.WIDTH);
    json.put("num_hidden_layers", LAYERS);
    json.put("num_attention_heads", 3);
    json.put("intermediate_size", 3 * SmallBartConfig.WIDTH);
    json.put("layer_norm_eps", 1e-5);
    json.put("do_stable_layer_norm", true);
    json.put("feat_extract_norm", "layer");
    json.put("feat_extract_activation", "gelu");
    json.put("conv_bias", true);
    ArrayNode channels = json.putArray("conv_dim");
    ArrayNode kernels = json.putArray("conv_kernel");
    ArrayNode strides = json.putArray("conv_stride");
    for (int i = 0; i < KERNELS.length; i++) {
      channels.add(CHANNELS);
      kernels.add(KERNELS[i]);
      strides.add(STRIDES[i]);
    }
    json.put("num_feat_extract_layers", KERNELS.length);
    json.put("num_conv_pos_embeddings", 32);
    json.put("num_conv_pos_embedding_groups", 8);
    json.put("initializer_range", 0.05);
    return json;
  }

  /** One channel at 16 kHz, of mean 0 and variance 1. */
  static JsonNode preprocessor() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("feature_extractor_type", "Wav2Vec2FeatureExtractor");
    json.put("feature_size", 1);
    json.put("sampling_rate", GeneratedAudio.RATE);
    json.put("padding_value", 0);
    json.put("do_normalize", true);
    json.put("return_attention_mask", true);
    return json;
  }
}
