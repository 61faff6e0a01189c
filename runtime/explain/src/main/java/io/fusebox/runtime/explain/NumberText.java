package io.fusebox.runtime.explain;

import java.util.Locale;

/** Numbers for people. */
final class NumberText {
  private NumberText() {}

  /** With its sign; a real minus lines up with a plus. */
  static String signed(double value) {
    return String.format(Locale.ROOT, "%+.3f", value).replace('-', '\u2212');
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** The answer that the explained probability belongs to. */
  static String probability(Explanation of) {
    String whose = of.word().equals(of.answer()) ? "" : " of “" + of.word() + "”";
    return String.format(Locale.ROOT, "probability%s %.3f", whose, of.probability());
  }
}
