package io.fusebox.api.encoder;

/**
 * A part of a picture, as shares of its height and width from its top left corner; it reaches
 * beyond the picture (below 0 or above 1) where that was padded.
 */
public record Window(double top, double left, double bottom, double right) {
  /** The whole picture. */
  public static final Window WHOLE = new Window(0, 0, 1, 1);

  /** A part of this part, given as shares of it. */
  public Window part(Window inner) {
    double height = bottom - top;
    double width = right - left;
    return new Window(
        top + inner.top * height,
        left + inner.left * width,
        top + inner.bottom * height,
        left + inner.right * width);
  }
}
