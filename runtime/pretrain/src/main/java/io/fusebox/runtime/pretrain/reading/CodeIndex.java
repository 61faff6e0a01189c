package io.fusebox.runtime.pretrain.reading;

import io.fusebox.runtime.worlds.scenes.Scene;

/**
 * The meanings that a language has codes for: nothing, each colour, each shape; and what they all
 * share.
 */
final class CodeIndex {
  static final int NOTHING = 0;
  static final int COMMON = 1 + Scene.COLOURS.size() + Scene.SHAPES.size();
  static final int COUNT = COMMON + 1;

  private CodeIndex() {}

  static int colour(int colour) {
    return 1 + colour;
  }

  static int shape(int shape) {
    return 1 + Scene.COLOURS.size() + shape;
  }
}
