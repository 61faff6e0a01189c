package io.fusebox.api.encoder;

import static io.fusebox.api.settings.Settings.require;

/**
 * Which of an image's features {@code [m, d]} look at which part of it: first some that look at the
 * whole, then one for each patch, row by row.
 *
 * @param global how many features look at the whole image (1 = a class token)
 * @param rows how many rows of patches there are
 * @param columns how many patches there are in a row
 * @param window the part of the image that the patches cover together
 */
public record PatchGrid(int global, int rows, int columns, Window window) {
  public PatchGrid {
    require(
        global >= 0 && rows > 0 && columns > 0,
        "%d features of the whole and %d x %d patches are not a grid"
            .formatted(global, rows, columns));
  }

  /**
   * A class token, then the patches of a square image; a rest that fills no patch is not seen.
   *
   * @param size the length of the image's side in pixels, once it is prepared
   * @param patch the length of a patch's side
   * @param read the part of the image that is prepared
   */
  public static PatchGrid afterClassToken(int size, int patch, Window read) {
    int side = size / patch;
    double seen = (double) side * patch / size;
    return new PatchGrid(1, side, side, read.part(new Window(0, 0, seen, seen)));
  }

  /** The number of features m. */
  public int features() {
    return global + rows * columns;
  }

  /** The part of the image that a patch looks at; patches count from 0. */
  public Window patch(int index) {
    double row = index / columns;
    double column = index % columns;
    return window.part(
        new Window(row / rows, column / columns, (row + 1) / rows, (column + 1) / columns));
  }

  /**
   * A part of an image, as shares of its height and width from its top left corner; it reaches
   * beyond the image (below 0 or above 1) where that was padded.
   */
  public record Window(double top, double left, double bottom, double right) {
    /** The whole image. */
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
}
