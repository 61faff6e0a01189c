package io.fusebox.runtime.engine.features;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

/** The keys by which features are kept: a text of a library's is none of them. */
class FeatureKeyTest {
  @Test
  void blanksAreKeptByTheirShape() {
    assertEquals("blank-1-3-224-224", FeatureKey.blank(new Shape(1, 3, 224, 224)));
    assertEquals("blank-7", FeatureKey.blank(new Shape(7)));
  }
}
