package io.fusebox.toolkit.image;

/** The ways to turn and flip an image by quarters, by Pillow's names, in the order of EXIF's. */
public enum Transpose {
  NONE(false, false, false),
  FLIP_LEFT_RIGHT(false, true, false),
  ROTATE_180(false, true, true),
  FLIP_TOP_BOTTOM(false, false, true),
  /** Mirrored at the diagonal from the top left. */
  TRANSPOSE(true, false, false),
  /** A quarter clockwise. */
  ROTATE_270(true, false, true),
  /** Mirrored at the diagonal from the top right. */
  TRANSVERSE(true, true, true),
  /** A quarter counterclockwise. */
  ROTATE_90(true, true, false);

  private final boolean swapped;
  private final boolean mirroredX;
  private final boolean mirroredY;

  Transpose(boolean swapped, boolean mirroredX, boolean mirroredY) {
    this.swapped = swapped;
    this.mirroredX = mirroredX;
    this.mirroredY = mirroredY;
  }

  /**
   * The one that takes a result's pixel from where these say.
   *
   * @param swapped whether rows become columns
   * @param mirroredX whether the stored image is read from its right
   * @param mirroredY whether the stored image is read from its bottom
   */
  public static Transpose of(boolean swapped, boolean mirroredX, boolean mirroredY) {
    for (Transpose each : values()) {
      if (each.swapped == swapped && each.mirroredX == mirroredX && each.mirroredY == mirroredY) {
        return each;
      }
    }
    throw new AssertionError("all eight are there");
  }

  /** That of a number in EXIF, 1 to 8; others mean none. */
  public static Transpose ofExif(int orientation) {
    return orientation >= 1 && orientation <= 8 ? values()[orientation - 1] : NONE;
  }

  /** The image, turned; the same one where there is nothing to turn. */
  public Pixels apply(Pixels image) {
    if (this == NONE) {
      return image;
    }
    int height = swapped ? image.width() : image.height();
    int width = swapped ? image.height() : image.width();
    Pixels turned = Pixels.black(height, width);
    int to = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int from = 3 * index(image, swapped ? y : x, swapped ? x : y);
        turned.rgb()[to++] = image.rgb()[from];
        turned.rgb()[to++] = image.rgb()[from + 1];
        turned.rgb()[to++] = image.rgb()[from + 2];
      }
    }
    return turned;
  }

  private int index(Pixels image, int x, int y) {
    int column = mirroredX ? image.width() - 1 - x : x;
    int row = mirroredY ? image.height() - 1 - y : y;
    return row * image.width() + column;
  }
}
