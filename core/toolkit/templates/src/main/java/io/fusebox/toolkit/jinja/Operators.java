package io.fusebox.toolkit.jinja;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Python's arithmetic and comparisons. */
record Operators(Budget budget) {
  private static final int MAX_DEPTH = 64;

  Object unary(String operator, Object value) {
    if (operator.equals("not")) {
      return !Values.truth(value);
    }
    return operator.equals("+") ? binary("+", 0L, value) : binary("-", 0L, value);
  }

  Object binary(String operator, Object left, Object right) {
    if (operator.equals("~")) {
      return joined(PythonText.str(left), PythonText.str(right));
    }
    Object a = left instanceof Boolean bool ? (Object) (bool ? 1L : 0L) : left;
    Object b = right instanceof Boolean bool ? (Object) (bool ? 1L : 0L) : right;
    if (a instanceof Long x && b instanceof Long y) {
      return integers(operator, x, y);
    }
    if (a instanceof Number x && b instanceof Number y) {
      return decimals(operator, x.doubleValue(), y.doubleValue());
    }
    if (operator.equals("+") && a instanceof String x && b instanceof String y) {
      return joined(x, y);
    }
    if (operator.equals("+") && a instanceof List<?> x && b instanceof List<?> y) {
      budget.spend((long) x.size() + y.size());
      List<Object> all = new ArrayList<>(x);
      all.addAll(y);
      return all;
    }
    if (operator.equals("%") && a instanceof String format) {
      String text = PercentFormat.of(format, right);
      budget.spend((long) format.length() + text.length());
      return text;
    }
    if (operator.equals("*") && a instanceof String text && b instanceof Long times) {
      return repeated(text, times);
    }
    throw new TemplateException(
        "'%s' is not supported between %s and %s"
            .formatted(operator, Values.kind(left), Values.kind(right)));
  }

  private String joined(String left, String right) {
    budget.spend((long) left.length() + right.length());
    return left + right;
  }

  private String repeated(String text, long times) {
    long bounded = Math.max(0, Math.min(times, Budget.MAX_SIZE + 1L));
    budget.spend(bounded * Math.min(text.length(), Budget.MAX_SIZE));
    return text.repeat((int) bounded);
  }

  private static Object integers(String operator, long a, long b) {
    try {
      return switch (operator) {
        case "+" -> Math.addExact(a, b);
        case "-" -> Math.subtractExact(a, b);
        case "*" -> Math.multiplyExact(a, b);
        case "//" -> Math.floorDiv(a, b);
        case "%" -> Math.floorMod(a, b);
        case "**" -> b < 0 ? (Object) Math.pow(a, b) : (Object) power(a, b);
        default -> decimals(operator, a, b);
      };
    } catch (ArithmeticException e) {
      throw new TemplateException(
          "%d %s %d is not a number that is read".formatted(a, operator, b));
    }
  }

  private static long power(long base, long exponent) {
    double estimate = Math.pow(base, exponent);
    if (Math.abs(estimate) > 1L << 52) {
      throw new ArithmeticException();
    }
    return (long) estimate;
  }

  private static Object decimals(String operator, double a, double b) {
    if (b == 0 && "/%//".contains(operator)) {
      throw new TemplateException("a division by zero");
    }
    return switch (operator) {
      case "+" -> a + b;
      case "-" -> a - b;
      case "*" -> a * b;
      case "/" -> a / b;
      case "//" -> Math.floor(a / b);
      case "**" -> Math.pow(a, b);
      default -> a - Math.floor(a / b) * b;
    };
  }

  boolean compare(String operator, Object left, Object right) {
    return switch (operator) {
      case "==" -> equal(left, right);
      case "!=" -> !equal(left, right);
      case "in" -> contains(right, left);
      case "not in" -> !contains(right, left);
      case "<" -> order(left, right) < 0;
      case "<=" -> order(left, right) <= 0;
      case ">" -> order(left, right) > 0;
      default -> order(left, right) >= 0;
    };
  }

  private boolean contains(Object whole, Object part) {
    if (whole instanceof String text) {
      if (!(part instanceof String sought)) {
        throw new TemplateException("'in' a text asks for text, found " + Values.kind(part));
      }
      budget.spend(text.length());
      return text.contains(sought);
    }
    if (whole instanceof Map<?, ?> map) {
      return map.containsKey(part);
    }
    List<Object> items = Values.items(whole);
    budget.spend(items.size());
    return items.stream().anyMatch(item -> equal(item, part));
  }

  static boolean equal(Object left, Object right) {
    return equal(left, right, 0);
  }

  private static boolean equal(Object left, Object right, int depth) {
    if (depth > MAX_DEPTH) {
      throw new TemplateException("a list is nested more than %d deep".formatted(MAX_DEPTH));
    }
    Double a = number(left);
    Double b = number(right);
    if (a != null && b != null) {
      return left instanceof Long x && right instanceof Long y ? x.equals(y) : a.equals(b);
    }
    if (left instanceof List<?> x && right instanceof List<?> y) {
      return equal(x, y, depth);
    }
    if (left instanceof Values.Tuple x && right instanceof Values.Tuple y) {
      return equal(x.items(), y.items(), depth);
    }
    if (left instanceof Map<?, ?> x && right instanceof Map<?, ?> y) {
      return x.keySet().equals(y.keySet())
          && x.keySet().stream().allMatch(k -> equal(x.get(k), y.get(k), depth + 1));
    }
    if (left instanceof Values.Undefined && right instanceof Values.Undefined) {
      return true;
    }
    return left instanceof String || left == null ? Objects.equals(left, right) : left == right;
  }

  private static boolean equal(List<?> left, List<?> right, int depth) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!equal(left.get(i), right.get(i), depth + 1)) {
        return false;
      }
    }
    return true;
  }

  private static Double number(Object value) {
    if (value instanceof Boolean bool) {
      return bool ? 1.0 : 0.0;
    }
    return value instanceof Number number ? Double.valueOf(number.doubleValue() + 0.0) : null;
  }

  /** By numbers, or by the code points of texts. */
  static int order(Object left, Object right) {
    if (left instanceof Long a && right instanceof Long b) {
      return a.compareTo(b);
    }
    Double a = number(left);
    Double b = number(right);
    if (a != null && b != null) {
      return a.compareTo(b);
    }
    if (left instanceof String x && right instanceof String y) {
      return Arrays.compare(PythonStrings.characters(x), PythonStrings.characters(y));
    }
    throw new TemplateException(
        "%s and %s have no order".formatted(Values.kind(left), Values.kind(right)));
  }

  static Long integer(Object value) {
    if (value instanceof Boolean bool) {
      return bool ? 1L : 0L;
    }
    if (value instanceof Long number) {
      return number;
    }
    throw new TemplateException("expected a whole number, found " + Values.kind(value));
  }
}
