package io.fusebox.pretrain.reading;

import io.fusebox.pretrain.world.Scene;

/** The numbers of an exercise's made-up codes: nothing, each colour, each shape. */
final class Codes {
  static final int NOTHING = 0;
  static final int COUNT = 1 + Scene.COLOURS.size() + Scene.SHAPES.size();

  private Codes() {}

  static int colour(int colour) {
    return 1 + colour;
  }

  static int shape(int shape) {
    return 1 + Scene.COLOURS.size() + shape;
  }
}
