package io.fusebox.features;

import ai.djl.ndarray.types.Shape;
import io.fusebox.engine.Identity;
import io.fusebox.engine.Sense;
import java.nio.charset.StandardCharsets;

/**
 * What one input's features depend on.
 *
 * @param encoder a digest of the encoder's identity
 * @param input a digest of the input's bytes, or of the shape of a blank
 */
record FeatureKey(String encoder, String input) {

  static FeatureKey of(Sense sense, String inputHash) {
    return new FeatureKey(digest(sense.identity()), inputHash);
  }

  static FeatureKey blank(Sense sense, Shape shape) {
    return new FeatureKey(
        digest(sense.identity()), "blank" + shape.toString().replaceAll("\\W+", "-"));
  }

  boolean isOf(Identity other) {
    return encoder.equals(digest(other));
  }

  private static String digest(Identity identity) {
    return Sha256.hex(identity.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 32);
  }
}
