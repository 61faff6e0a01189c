package io.fusebox.runtime.pretrain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The small ViT's {@code config.json} and {@code preprocessor_config.json}. */
final class SmallVitConfig {
  static final int SIZE = 64;
  static final int PATCH = 16;
  static final int LAYERS = 4;

  private SmallVitConfig() {}

  static JsonNode config() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("model_type", "vit");
    json.putArray("architectures").add("ViTModel");
    json.put("hidden_act", "gelu");
    json.put("hidden_size", SmallBartConfig.WIDTH);
    json.put("num_hidden_layers", LAYERS);
    json.put("num_attention_heads", 3);
    json.put("intermediate_size", 4 * SmallBartConfig.WIDTH);
    json.put("image_size", SIZE);
    json.put("patch_size", PATCH);
    json.put("num_channels", 3);
    json.put("qkv_bias", true);
    json.put("layer_norm_eps", 1e-12);
    json.put("initializer_range", 0.05);
    return json;
  }

  /** Bilinear to {@link #SIZE}, 0 to 255 becomes -1 to 1. */
  static JsonNode preprocessor() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("image_processor_type", "ViTImageProcessor");
    json.put("do_resize", true);
    json.putObject("size").put("height", SIZE).put("width", SIZE);
    json.put("resample", 2);
    json.put("do_rescale", true);
    json.put("rescale_factor", 1 / 255.0);
    json.put("do_normalize", true);
    json.putArray("image_mean").add(0.5).add(0.5).add(0.5);
    json.putArray("image_std").add(0.5).add(0.5).add(0.5);
    return json;
  }
}
