package io.fusebox.runtime.explain;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Formats text and numbers for HTML. */
final class HtmlText {
  private static final Pattern FIELD = Pattern.compile("\\{([a-z]+)}");

  private HtmlText() {}

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** Puts values where the template names them; what a value holds is not looked at again. */
  static String fill(String template, Map<String, String> values) {
    return FIELD
        .matcher(template)
        .replaceAll(field -> Matcher.quoteReplacement(values.get(field.group(1))));
  }

  /** A number for an attribute. */
  static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  /** The class of what speaks for or against an answer. */
  static String side(double value) {
    return value < 0 ? "against" : "for";
  }
}
