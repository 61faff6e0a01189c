package io.fusebox.toolkit.image;

/**
 * A decoded image.
 *
 * @param rgb {@code [height, width, 3]}, 8 bits each, row by row; not copied
 */
public record Pixels(int height, int width, byte[] rgb) {
  public Pixels {
    if (height < 1 || width < 1 || rgb.length != 3L * height * width) {
      throw new IllegalArgumentException(
          "%d bytes are not an image of %d x %d".formatted(rgb.length, width, height));
    }
  }

  /** A black image. */
  static Pixels black(int height, int width) {
    return new Pixels(
        height, width, new byte[Math.multiplyExact(3, Math.multiplyExact(height, width))]);
  }
}
