package io.fusebox.runtime.explain;

import java.awt.Color;

/** Two hues that most people can distinguish: orange for an answer, blue against it. */
final class AttributionColours {
  static final Color FOR = new Color(0xe8590c);
  static final Color AGAINST = new Color(0x1971c2);

  private AttributionColours() {}

  static Color hue(double value) {
    return value < 0 ? AGAINST : FOR;
  }

  /** The hue of a value, the more opaque the nearer it is to the strongest, up to {@code most}. */
  static Color of(double value, double strongest, double most) {
    Color hue = hue(value);
    double alpha = strongest == 0 ? 0 : most * Math.abs(value) / strongest;
    return new Color(
        hue.getRed(), hue.getGreen(), hue.getBlue(), (int) Math.round(255 * Math.min(1, alpha)));
  }
}
