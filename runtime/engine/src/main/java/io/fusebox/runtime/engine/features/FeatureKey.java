package io.fusebox.runtime.engine.features;

import ai.djl.ndarray.types.Shape;
import io.fusebox.runtime.engine.pipeline.ComponentIdentity;
import io.fusebox.runtime.engine.pipeline.ModalityInput;
import io.fusebox.toolkit.files.Sha256;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The identity that one input's features depend on.
 *
 * @param encoder a digest of all that decides what the encoder computes
 * @param input a digest of the input's bytes, or of the shape of a blank
 */
public record FeatureKey(String encoder, String input) {
  private static final String PRECISION = "float32";

  static FeatureKey of(ModalityInput modalityInput, String inputHash) {
    return new FeatureKey(digest(modalityInput.identity()), inputHash);
  }

  static FeatureKey blank(ModalityInput modalityInput, Shape shape) {
    return new FeatureKey(digest(modalityInput.identity()), blank(shape));
  }

  /** {@code blank-1-3-224-224}. */
  static String blank(Shape shape) {
    return LongStream.of(shape.getShape())
        .mapToObj(Long::toString)
        .collect(Collectors.joining("-", "blank-", ""));
  }

  boolean isOf(ComponentIdentity other) {
    return encoder.equals(digest(other));
  }

  static String digest(ComponentIdentity identity) {
    SortedMap<String, String> deciding = identity.keyEntries("encoder");
    deciding.put("precision", PRECISION);
    return Sha256.hex(deciding).substring(0, 32);
  }
}
