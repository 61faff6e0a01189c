package io.fusebox.toolkit.jinja;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The filter {@code round}. A half goes to the even neighbour, as in Python. */
final class Rounding {
  /** Powers of ten up to this one are exact. */
  private static final long MOST_DIGITS = 15;

  private Rounding() {}

  static Object of(Object value, FilterArguments with) {
    long digits = Operators.integer(with.get(0, "precision", 0L));
    Object method = with.get(1, "method", "common");
    with.only("precision", "method");
    if (digits < 0 || digits > MOST_DIGITS) {
      throw new TemplateException("round to %d digits is not supported".formatted(digits));
    }
    return switch (PythonText.str(method)) {
      case "common" ->
          value instanceof Double number
              ? (Object) nearest(number, (int) digits)
              : Operators.integer(value);
      case "ceil" -> Math.ceil(scaled(value, digits)) / Math.pow(10, digits) + 0.0;
      case "floor" -> Math.floor(scaled(value, digits)) / Math.pow(10, digits) + 0.0;
      default -> throw new TemplateException("round's method must be common, ceil or floor");
    };
  }

  private static double nearest(double number, int digits) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return number;
    }
    BigDecimal rounded = new BigDecimal(number).setScale(digits, RoundingMode.HALF_EVEN);
    return Math.copySign(rounded.doubleValue(), number);
  }

  private static double scaled(Object value, long digits) {
    double number = value instanceof Double decimal ? decimal : (double) Operators.integer(value);
    double scaled = number * Math.pow(10, digits);
    if (Double.isNaN(scaled) || Double.isInfinite(scaled)) {
      throw new TemplateException("%s cannot be rounded".formatted(PythonText.str(value)));
    }
    return scaled;
  }
}
