package io.fusebox.pretrain.world;

/** What the world's colours look like, in the order of {@link Words#COLOURS}. */
final class Palette {
  private static final int[] RGB = {
    0x000000, 0xffffff, 0x808080, 0xe61414, 0x14c828, 0x1428e6, 0xfaf014, 0x0a8282,
    0x96461e, 0xff8c00, 0x821ea0, 0xff82be, 0x141464, 0x78ff3c, 0x3cdcf0, 0xd2b48c
  };

  private Palette() {}

  /** {@code 0xrrggbb}. */
  static int rgb(int colour) {
    return RGB[colour];
  }
}
