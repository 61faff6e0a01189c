package io.fusebox.runtime.worlds.scenes;

/** The RGB values of the world's colours, in the order of {@link WorldVocabulary#COLOURS}. */
final class Palette {
  private static final int[] RGB = {
    0x000000, 0xffffff, 0x808080, 0xe61414, 0x14c828, 0x1428e6, 0xfaf014, 0x0a8282,
    0x96461e, 0xff8c00, 0x821ea0, 0xff82be, 0x141464, 0x78ff3c, 0x3cdcf0, 0xd2b48c
  };

  /** Nearer to one than this part of the distance to any other is clear. */
  private static final double CLEAR = 0.7;

  private Palette() {}

  /** Whether this shade is clearly the colour's own. */
  static boolean clearly(int colour, double[] shade) {
    double own = distance(colour, shade);
    for (int other = 0; other < RGB.length; other++) {
      if (other != colour && own > CLEAR * distance(other, shade)) {
        return false;
      }
    }
    return true;
  }

  private static double distance(int colour, double[] shade) {
    double red = shade[0] - (RGB[colour] >> 16);
    double green = shade[1] - (RGB[colour] >> 8 & 0xff);
    double blue = shade[2] - (RGB[colour] & 0xff);
    return Math.sqrt(red * red + green * green + blue * blue);
  }

  /** {@code 0xrrggbb}. */
  static int rgb(int colour) {
    return RGB[colour];
  }
}
