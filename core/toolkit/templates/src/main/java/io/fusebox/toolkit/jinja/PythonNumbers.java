package io.fusebox.toolkit.jinja;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers in texts, as Python's {@code int} and {@code float} read them. */
final class PythonNumbers {
  private static final Pattern DECIMAL =
      Pattern.compile(
          "[+-]?(?:(\\d+(_\\d+)*)\\.?(\\d+(_\\d+)*)?|\\.\\d+(_\\d+)*)(?:[eE][+-]?\\d+(_\\d+)*)?");
  private static final Pattern UNDERSCORES = Pattern.compile("_?[^_+-]+(_[^_+-]+)*");

  /** Patterns and whole numbers take long, and deep stacks, for texts without end. */
  private static final int MOST = 1000;

  private PythonNumbers() {}

  /**
   * A whole number; empty when the text is none.
   *
   * @param base from 2 to 36; the texts of 2, 8 and 16 may begin with {@code 0b}, {@code 0o} and
   *     {@code 0x}
   * @throws TemplateException when it is one that is too large here
   */
  static Optional<Long> whole(String text, int base) {
    String stripped = stripped(text);
    boolean signed = stripped.startsWith("-") || stripped.startsWith("+");
    String digits = withoutPrefix(signed ? stripped.substring(1) : stripped, base);
    boolean bare =
        digits.startsWith("_") && digits.length() == stripped.length() - (signed ? 1 : 0);
    if (bare || !UNDERSCORES.matcher(digits).matches()) {
      return Optional.empty();
    }
    try {
      BigInteger number = new BigInteger(digits.replace("_", ""), base);
      return Optional.of(fitting(stripped.startsWith("-") ? number.negate() : number, text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String stripped(String text) {
    if (text.length() > MOST) {
      throw new TemplateException(
          "a text of %d characters is not read as a number".formatted(text.length()));
    }
    return PythonStrings.strip(text);
  }

  private static String withoutPrefix(String digits, int base) {
    String prefix =
        switch (base) {
          case 2 -> "0b";
          case 8 -> "0o";
          case 16 -> "0x";
          default -> null;
        };
    boolean has = prefix != null && digits.toLowerCase(Locale.ROOT).startsWith(prefix);
    return has ? digits.substring(prefix.length()) : digits;
  }

  private static long fitting(BigInteger number, String text) {
    if (number.bitLength() >= Long.SIZE) {
      throw new TemplateException("the whole number '%s' is too large".formatted(text));
    }
    return number.longValue();
  }

  /** A decimal; empty when the text is none. */
  static Optional<Double> decimal(String text) {
    String stripped = stripped(text);
    return switch (stripped.toLowerCase(Locale.ROOT).replaceFirst("^[+-]", "")) {
      case "nan" -> Optional.of(Double.NaN);
      case "inf", "infinity" ->
          Optional.of(
              stripped.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
      default ->
          DECIMAL.matcher(stripped).matches()
              ? Optional.of(Double.valueOf(stripped.replace("_", "")))
              : Optional.empty();
    };
  }

  /** The whole part of a decimal; empty when it has none. */
  static Optional<Long> whole(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return Optional.empty();
    }
    if (Math.abs(number) >= 0x1p63) {
      throw new TemplateException("the whole number %s is too large".formatted(number));
    }
    return Optional.of((long) number);
  }
}
