package io.fusebox.toolkit.image;

/** The reference's centre crop. */
final class CenterCrop {
  private CenterCrop() {}

  /** How much is cut off before the centre; negative = how much black comes before it. */
  static int before(int length, int kept) {
    return Math.floorDiv(length - kept, 2);
  }

  /** The centre of an image, black where the image does not reach. */
  static Pixels center(Pixels in, int height, int width) {
    Pixels out = Pixels.black(height, width);
    int top = before(in.height(), height);
    int left = before(in.width(), width);
    int from = Math.max(0, left);
    int count = Math.min(in.width(), left + width) - from;
    for (int y = Math.max(0, -top); y < Math.min(height, in.height() - top); y++) {
      int source = 3 * ((y + top) * in.width() + from);
      System.arraycopy(in.rgb(), source, out.rgb(), 3 * (y * width + from - left), 3 * count);
    }
    return out;
  }
}
