package io.fusebox.toolkit.jinja;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** How Python writes values: {@code str} and {@code repr}. */
final class PythonText {
  private static final int MAX_DEPTH = 64;

  private PythonText() {}

  /** As an output writes it. */
  static String str(Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Values.Undefined) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    repr(value, out, 0);
    return out.toString();
  }

  private static void repr(Object value, StringBuilder out, int depth) {
    if (depth > MAX_DEPTH) {
      throw new TemplateException("a list is nested more than %d deep".formatted(MAX_DEPTH));
    }
    if (value == null) {
      out.append("None");
    } else if (value instanceof Boolean bool) {
      out.append(bool ? "True" : "False");
    } else if (value instanceof Double number) {
      out.append(decimal(number));
    } else if (value instanceof Long) {
      out.append(value);
    } else if (value instanceof String text) {
      quoted(text, out);
    } else if (value instanceof List<?> list) {
      items(list, "[", "]", out, depth);
    } else if (value instanceof Values.Tuple tuple) {
      items(tuple.items(), "(", tuple.items().size() == 1 ? ",)" : ")", out, depth);
    } else if (value instanceof Map<?, ?> map) {
      out.append('{');
      for (Iterator<? extends Map.Entry<?, ?>> i = map.entrySet().iterator(); i.hasNext(); ) {
        Map.Entry<?, ?> entry = i.next();
        repr(entry.getKey(), out, depth + 1);
        repr(entry.getValue(), out.append(": "), depth + 1);
        out.append(i.hasNext() ? ", " : "");
      }
      out.append('}');
    } else {
      throw new TemplateException("%s cannot be written".formatted(Values.kind(value)));
    }
  }

  private static void items(
      List<?> items, String open, String close, StringBuilder out, int depth) {
    out.append(open);
    for (int i = 0; i < items.size(); i++) {
      repr(items.get(i), out.append(i == 0 ? "" : ", "), depth + 1);
    }
    out.append(close);
  }

  /** The shortest digits, as Python writes them. */
  static String decimal(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return Double.isNaN(number) ? "nan" : number > 0 ? "inf" : "-inf";
    }
    double size = Math.abs(number);
    if (size != 0 && (size < 1e-4 || size >= 1e16)) {
      BigDecimal digits = new BigDecimal(Double.toString(number)).stripTrailingZeros();
      int exponent = digits.precision() - digits.scale() - 1;
      String mantissa = digits.scaleByPowerOfTen(-exponent).toPlainString();
      return "%se%s%02d".formatted(mantissa, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }
    String plain = new BigDecimal(Double.toString(number)).toPlainString();
    String point = plain.contains(".") ? plain : plain + ".0";
    return number == 0 && 1 / number < 0 ? "-0.0" : point;
  }

  private static void quoted(String text, StringBuilder out) {
    char quote = text.contains("'") && !text.contains("\"") ? '"' : '\'';
    out.append(quote);
    text.codePoints().forEach(c -> escaped(c, quote, out));
    out.append(quote);
  }

  private static void escaped(int c, char quote, StringBuilder out) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\\' -> out.append("\\\\");
      default -> {
        if (c == quote) {
          out.append('\\').append(quote);
        } else if (printable(c)) {
          out.appendCodePoint(c);
        } else {
          out.append(
              c < 0x100
                  ? "\\x%02x".formatted(c)
                  : (c < 0x10000 ? "\\u%04x" : "\\U%08x").formatted(c));
        }
      }
    }
  }

  private static boolean printable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }
}
