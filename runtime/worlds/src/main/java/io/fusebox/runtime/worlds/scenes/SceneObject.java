package io.fusebox.runtime.worlds.scenes;

/** One thing of a scene: which of the world's colours, which of its shapes. */
public record SceneObject(int colour, int shape) {
  /** The colour's word. */
  public String colourWord() {
    return WorldVocabulary.COLOURS.get(colour);
  }

  /** The shape's word. */
  public String shapeWord() {
    return WorldVocabulary.SHAPES.get(shape);
  }
}
