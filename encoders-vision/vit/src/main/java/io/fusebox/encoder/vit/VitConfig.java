package io.fusebox.encoder.vit;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.FuseboxException;
import io.fusebox.checkpoint.Checkpoint;
import io.fusebox.encoder.PatchGrid;
import io.fusebox.image.Window;

/**
 * What {@code config.json} says of a ViT; what it leaves out is as in the reference.
 *
 * @param inner the width of the feed-forward layers
 */
record VitConfig(
    int width,
    int layers,
    int heads,
    int inner,
    double eps,
    int imageSize,
    int patchSize,
    int channels,
    boolean qkvBias) {

  static VitConfig read(Checkpoint checkpoint) {
    return new Reader(checkpoint).config();
  }

  /** The number of patches in a picture; a rest that fills no patch is not seen. */
  int patches() {
    int side = imageSize / patchSize;
    return side * side;
  }

  /**
   * Where the patches are.
   *
   * @param read the part of a picture that is read
   */
  PatchGrid grid(Window read) {
    int side = imageSize / patchSize;
    double seen = (double) side * patchSize / imageSize;
    return new PatchGrid(1, side, side, read.part(new Window(0, 0, seen, seen)));
  }

  private record Reader(Checkpoint checkpoint) {
    VitConfig config() {
      requireText("model_type", "vit");
      requireText("hidden_act", "gelu");
      VitConfig config =
          new VitConfig(
              number("hidden_size", 768),
              number("num_hidden_layers", 12),
              number("num_attention_heads", 12),
              number("intermediate_size", 3072),
              checkpoint.config().path("layer_norm_eps").asDouble(1e-12),
              side("image_size", 224),
              side("patch_size", 16),
              number("num_channels", 3),
              checkpoint.config().path("qkv_bias").asBoolean(true));
      if (config.width % config.heads != 0) {
        throw bad("num_attention_heads", "a divisor of hidden_size " + config.width);
      } else if (config.patches() == 0) {
        throw bad("patch_size", "at most image_size " + config.imageSize);
      }
      return config;
    }

    private void requireText(String key, String only) {
      JsonNode value = checkpoint.config().path(key);
      if (!value.isMissingNode() && !value.asText().equals(only)) {
        throw bad(key, "'" + only + "' for the vit encoder");
      }
    }

    private int number(String key, int otherwise) {
      return positive(key, checkpoint.config().path(key), otherwise);
    }

    /** One number, or the same number twice. */
    private int side(String key, int otherwise) {
      JsonNode value = checkpoint.config().path(key);
      if (value.isArray() && (value.size() != 2 || !value.get(0).equals(value.get(1)))) {
        throw bad(key, "square (one number)");
      }
      return positive(key, value.isArray() ? value.get(0) : value, otherwise);
    }

    private int positive(String key, JsonNode value, int otherwise) {
      if (value.isMissingNode() || value.isNull()) {
        return otherwise;
      } else if (!value.isInt() || value.asInt() < 1 || value.asInt() > 1 << 20) {
        throw bad(key, "a whole number from 1 to " + (1 << 20));
      }
      return value.asInt();
    }

    private FuseboxException bad(String key, String rule) {
      return new FuseboxException(
          "'%s' in the config.json of %s must be %s, found %s; use another checkpoint"
              .formatted(key, checkpoint.folder(), rule, checkpoint.config().path(key)));
    }
  }
}
