package io.fusebox.toolkit.jinja;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The tests of {@code is}. */
record Tests() {

  /**
   * Whether a value is so.
   *
   * @throws TemplateException when the test is not known
   */
  boolean holds(String name, Object value, List<Object> arguments) {
    return switch (name) {
      case "defined" -> !(value instanceof Values.Undefined);
      case "undefined" -> value instanceof Values.Undefined;
      case "none" -> value == null;
      case "string" -> value instanceof String;
      case "number" -> value instanceof Number || value instanceof Boolean;
      case "integer" -> value instanceof Long;
      case "float" -> value instanceof Double;
      case "boolean" -> value instanceof Boolean;
      case "true" -> Boolean.TRUE.equals(value);
      case "false" -> Boolean.FALSE.equals(value);
      case "mapping" -> value instanceof Map;
      case "sequence" -> sequence(value);
      case "iterable" -> sequence(value) || value instanceof Values.Once;
      case "callable" -> value instanceof Values.Function;
      case "odd" -> Math.floorMod(Operators.integer(value), 2L) == 1;
      case "even" -> Math.floorMod(Operators.integer(value), 2L) == 0;
      case "divisibleby" -> divisible(value, argument(name, arguments));
      case "sameas" -> same(value, argument(name, arguments));
      case "upper" -> Filters.cased(value, String::toUpperCase);
      case "lower" -> Filters.cased(value, String::toLowerCase);
      default -> compares(name, value, arguments);
    };
  }

  private static boolean divisible(Object value, Object by) {
    long divisor = Operators.integer(by);
    if (divisor == 0) {
      throw new TemplateException("a division by zero");
    }
    return Operators.integer(value) % divisor == 0;
  }

  /** Which other values are one object, Python does not promise. */
  private static boolean same(Object value, Object other) {
    boolean single = value == null || other == null;
    if (!single && !(value instanceof Boolean) && !(other instanceof Boolean)) {
      throw new TemplateException(
          "the test 'is sameas' is supported with true, false and none alone");
    }
    return Objects.equals(value, other);
  }

  private static boolean sequence(Object value) {
    return value instanceof String
        || value instanceof List
        || value instanceof Values.Tuple
        || value instanceof Map
        || value instanceof Values.Undefined;
  }

  private static boolean compares(String name, Object value, List<Object> arguments) {
    Operators operators = new Operators(new Budget());
    String operator =
        switch (name) {
          case "eq", "equalto" -> "==";
          case "ne" -> "!=";
          case "lt", "lessthan" -> "<";
          case "le" -> "<=";
          case "gt", "greaterthan" -> ">";
          case "ge" -> ">=";
          case "in" -> "in";
          default ->
              throw new TemplateException("the test 'is %s' is not supported".formatted(name));
        };
    return operators.compare(operator, value, argument(name, arguments));
  }

  private static Object argument(String name, List<Object> arguments) {
    if (arguments.size() != 1) {
      throw new TemplateException("the test 'is %s' takes one argument".formatted(name));
    }
    return arguments.get(0);
  }
}
