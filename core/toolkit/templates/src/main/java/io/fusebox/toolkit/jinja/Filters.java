package io.fusebox.toolkit.jinja;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The filters of {@code |}. */
final class Filters {
  private final Budget budget;
  private final Methods methods;
  private final ListFilters lists;

  Filters(Budget budget, Tests tests) {
    this.budget = budget;
    this.methods = new Methods(budget);
    this.lists = new ListFilters(budget, this, tests);
  }

  /**
   * Applies a filter.
   *
   * @throws TemplateException when it is not known
   */
  Object apply(String name, Object value, List<Object> args, Map<String, Object> named) {
    budget.spend(value instanceof String text ? text.length() : 0);
    FilterArguments with = new FilterArguments(name, args, named);
    return switch (name) {
      case "trim" -> trim(PythonText.str(value), with.get(0, "chars", null));
      case "upper" -> PythonText.str(value).toUpperCase(Locale.ROOT);
      case "lower" -> PythonText.str(value).toLowerCase(Locale.ROOT);
      case "title" -> TitleCase.ofFilter(PythonText.str(value));
      case "capitalize" -> capitalize(PythonText.str(value));
      case "string" -> PythonText.str(value);
      case "safe" -> value;
      case "length", "count" -> (long) Values.length(value);
      case "default", "d" -> orElse(value, with);
      case "tojson" -> json(value, with);
      case "int" -> integer(value, with);
      case "float" -> decimal(value, with);
      case "round" -> Rounding.of(value, with);
      case "abs" -> absolute(value);
      case "replace" ->
          methods.replace(
              PythonText.str(value),
              PythonText.str(with.required(0, "old")),
              PythonText.str(with.required(1, "new")),
              with.get(2, "count", -1L) instanceof Long most ? most : -1);
      case "indent" -> indented(PythonText.str(value), with);
      default -> lists.apply(value, with);
    };
  }

  private static String trim(String text, Object characters) {
    List<Object> args = characters == null ? List.of() : List.of(characters);
    return (String)
        new Methods(new Budget()).find(text, "strip").orElseThrow().call(args, Map.of());
  }

  static String capitalize(String text) {
    if (text.isEmpty()) {
      return text;
    }
    int first = text.offsetByCodePoints(0, 1);
    return Character.toString(Character.toTitleCase(text.codePointAt(0)))
        + text.substring(first).toLowerCase(Locale.ROOT);
  }

  static boolean cased(Object value, BiFunction<String, Locale, String> change) {
    String text = PythonText.str(value);
    boolean letters = text.codePoints().anyMatch(Character::isLetter);
    return letters && text.equals(change.apply(text, Locale.ROOT));
  }

  private static Object orElse(Object value, FilterArguments with) {
    boolean falseToo = Values.truth(with.get(1, "boolean", false));
    boolean missing = value instanceof Values.Undefined || falseToo && !Values.truth(value);
    return missing ? with.get(0, "default_value", "") : value;
  }

  private static String json(Object value, FilterArguments with) {
    Object indent = with.get(-1, "indent", null);
    with.only("indent", "ensure_ascii");
    if (Values.truth(with.get(-1, "ensure_ascii", false))) {
      throw new TemplateException("tojson with ensure_ascii is not supported");
    }
    long spaces = indent == null ? -1 : Operators.integer(indent);
    if (spaces > 16) {
      throw new TemplateException("tojson with an indent of %d is not supported".formatted(spaces));
    }
    return PythonJson.of(value, (int) spaces);
  }

  private static Object integer(Object value, FilterArguments with) {
    requireDefined(value);
    long base = Operators.integer(with.get(1, "base", 10L));
    if (base < Character.MIN_RADIX || base > Character.MAX_RADIX) {
      throw new TemplateException("the filter 'int' with base %d is not supported".formatted(base));
    }
    Optional<Long> number =
        value instanceof String text
            ? PythonNumbers.whole(text, (int) base)
                .or(() -> PythonNumbers.decimal(text).flatMap(PythonNumbers::whole))
            : value instanceof Double decimal
                ? PythonNumbers.whole(decimal)
                : Optional.ofNullable(value instanceof Boolean ? Operators.integer(value) : value)
                    .filter(Long.class::isInstance)
                    .map(Long.class::cast);
    return number.isPresent() ? number.get() : with.get(0, "default", 0L);
  }

  private static Object decimal(Object value, FilterArguments with) {
    requireDefined(value);
    if (value instanceof Number || value instanceof Boolean) {
      return value instanceof Double number ? number : (double) Operators.integer(value);
    }
    Optional<Double> number =
        value instanceof String text ? PythonNumbers.decimal(text) : Optional.empty();
    return number.isPresent() ? number.get() : with.get(0, "default", 0.0);
  }

  private static void requireDefined(Object value) {
    if (value instanceof Values.Undefined) {
      throw new TemplateException("expected a number, found " + Values.kind(value));
    }
  }

  private static Object absolute(Object value) {
    return value instanceof Double number
        ? (Object) Math.abs(number)
        : Math.abs(Operators.integer(value));
  }

  private String indented(String text, FilterArguments with) {
    Object width = with.get(0, "width", 4L);
    boolean first = Values.truth(with.get(1, "first", false));
    boolean blank = Values.truth(with.get(2, "blank", false));
    String space =
        width instanceof String s
            ? s
            : " ".repeat((int) Math.max(0, Math.min(1_000, Operators.integer(width))));
    List<String> lines = List.of(text.split("\n", -1));
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      boolean indented = i == 0 ? first : blank || !lines.get(i).isEmpty();
      out.append(i == 0 ? "" : "\n").append(indented ? space : "").append(lines.get(i));
      Budget.requireSize(out.length());
    }
    return out.toString();
  }
}
