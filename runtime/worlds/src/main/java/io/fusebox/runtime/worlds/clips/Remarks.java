package io.fusebox.runtime.worlds.clips;

import io.fusebox.runtime.worlds.scenes.Scene;
import java.util.List;
import java.util.Random;

/**
 * Exclamations about a thing: for it or against it, in words that the embedded PLM has read before.
 * A frozen PLM makes little of words that it never met.
 */
final class Remarks {
  private static final List<String> FRAMES =
      List.of(
          "%1$s, what a %2$s",
          "what a %2$s, %1$s",
          "%1$s, this %2$s",
          "this is the %2$s, %1$s",
          "%1$s %1$s, the %2$s",
          "%1$s, you see this %2$s");

  private final Random random;

  Remarks(Random random) {
    this.random = random;
  }

  /** A remark about something of this shape. */
  String about(int shape, boolean praise) {
    return Scene.any(random, FRAMES).formatted(praise ? "yes" : "no", Scene.SHAPES.get(shape));
  }
}
