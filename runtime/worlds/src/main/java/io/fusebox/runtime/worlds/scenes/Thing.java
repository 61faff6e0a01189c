package io.fusebox.runtime.worlds.scenes;

/** One thing of a scene: which of the world's colours, which of its shapes. */
public record Thing(int colour, int shape) {
  /** The colour's word. */
  public String colourWord() {
    return Words.COLOURS.get(colour);
  }

  /** The shape's word. */
  public String shapeWord() {
    return Words.SHAPES.get(shape);
  }
}
