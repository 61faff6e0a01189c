package io.fusebox.toolkit.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** Filters on lists. Those that give items one by one in Python can be looked at once here too. */
record ListFilters(Budget budget, Filters filters, Tests tests) {

  Object apply(Object value, FilterArguments with) {
    return switch (with.filter()) {
      case "list" -> spent(new ArrayList<>(Values.items(value)));
      case "first" -> first(Values.iterator(value));
      case "last" -> last(value);
      case "join" -> join(value, with);
      case "map" -> once(map(value, with));
      case "select" -> once(select(value, with, true));
      case "reject" -> once(select(value, with, false));
      case "selectattr" -> once(selectAttribute(value, with, true));
      case "rejectattr" -> once(selectAttribute(value, with, false));
      case "items" -> once(items(value));
      case "dictsort" -> sorted(items(value), pair -> key(pair), with);
      case "sort" -> sorted(Values.items(value), item -> keyOf(item, with), with);
      case "reverse" -> reversed(value);
      case "unique" -> once(unique(Values.items(value)));
      case "min" -> extreme(value, 1);
      case "max" -> extreme(value, -1);
      case "sum" -> sum(value);
      default ->
          throw new TemplateException("the filter '%s' is not supported".formatted(with.filter()));
    };
  }

  private List<Object> spent(List<Object> items) {
    budget.spend(items.size());
    return items;
  }

  private Values.Once once(List<Object> items) {
    return new Values.Once(spent(items).iterator());
  }

  private static Object first(Iterator<Object> items) {
    return items.hasNext() ? items.next() : new Values.Undefined("the first item");
  }

  private static Object last(Object value) {
    List<Object> items = Values.items(value);
    return items.isEmpty() ? new Values.Undefined("the last item") : items.get(items.size() - 1);
  }

  private String join(Object value, FilterArguments with) {
    String separator = PythonText.str(with.get(0, "d", ""));
    Object attribute = with.get(1, "attribute", null);
    List<Object> texts = new ArrayList<>();
    for (Object item : Values.items(value)) {
      texts.add(PythonText.str(attribute == null ? item : attribute(item, attribute)));
    }
    return new Methods(budget).join(separator, texts);
  }

  private List<Object> map(Object value, FilterArguments with) {
    List<Object> mapped = new ArrayList<>();
    Object attribute = with.get(-1, "attribute", null);
    for (Object item : Values.items(value)) {
      if (attribute != null) {
        Object found = attribute(item, attribute);
        boolean missing = found instanceof Values.Undefined && with.named().containsKey("default");
        mapped.add(missing ? with.named().get("default") : found);
      } else {
        String filter = Methods.string(with.required(0, "filter"));
        mapped.add(filters.apply(filter, item, rest(with, 1), with.named()));
      }
    }
    return mapped;
  }

  private static List<Object> rest(FilterArguments with, int from) {
    List<Object> all = with.positional();
    return all.subList(Math.min(from, all.size()), all.size());
  }

  private List<Object> select(Object value, FilterArguments with, boolean wanted) {
    return kept(value, item -> holds(item, with, 0) == wanted);
  }

  private List<Object> selectAttribute(Object value, FilterArguments with, boolean wanted) {
    Object name = with.required(0, "attribute");
    return kept(value, item -> holds(attribute(item, name), with, 1) == wanted);
  }

  private boolean holds(Object value, FilterArguments with, int from) {
    if (with.positional().size() <= from) {
      return Values.truth(value);
    }
    String test =
        switch (Methods.string(with.positional().get(from))) {
          case "==" -> "eq";
          case "!=" -> "ne";
          case "<" -> "lt";
          case "<=" -> "le";
          case ">" -> "gt";
          case ">=" -> "ge";
          default -> Methods.string(with.positional().get(from));
        };
    return tests.holds(test, value, rest(with, from + 1));
  }

  private static List<Object> kept(Object value, Predicate<Object> wanted) {
    List<Object> kept = new ArrayList<>();
    Values.iterator(value)
        .forEachRemaining(
            item -> {
              if (wanted.test(item)) {
                kept.add(item);
              }
            });
    return kept;
  }

  /** {@code a.b} takes the attribute of the attribute; a number is an index. */
  private Object attribute(Object item, Object path) {
    Object found = item;
    for (String name : PythonText.str(path).split("\\.", -1)) {
      Object key = name.matches("\\d{1,9}") ? (Object) Long.valueOf(name) : name;
      found = new Subscripts(budget).item(found, key);
    }
    return found;
  }

  private List<Object> items(Object value) {
    if (value instanceof Values.Undefined) {
      return new ArrayList<>();
    }
    if (value instanceof Map<?, ?> map) {
      return spent(Methods.pairs(map));
    }
    throw new TemplateException("expected a mapping, found " + Values.kind(value));
  }

  private Object keyOf(Object item, FilterArguments with) {
    Object attribute = with.get(2, "attribute", null);
    Object key = attribute == null ? item : attribute(item, attribute);
    boolean exact = Values.truth(with.get(1, "case_sensitive", false));
    return key instanceof String text && !exact ? text.toLowerCase(Locale.ROOT) : key;
  }

  private static Object key(Object pair) {
    Object key = ((Values.Tuple) pair).items().get(0);
    return key instanceof String text ? text.toLowerCase(Locale.ROOT) : key;
  }

  private List<Object> sorted(
      List<Object> items, Function<Object, Object> key, FilterArguments with) {
    with.only("reverse", "attribute", "case_sensitive");
    boolean pairs = with.filter().equals("dictsort");
    if (pairs && !(with.named().isEmpty() && with.positional().isEmpty())) {
      throw new TemplateException("arguments of the filter 'dictsort' are not supported");
    }
    Comparator<Object> order = (a, b) -> Operators.order(key.apply(a), key.apply(b));
    boolean reverse = !pairs && Values.truth(with.get(0, "reverse", false));
    List<Object> sorted = spent(new ArrayList<>(items));
    budget.spend(sorted.size() * 16L > Budget.MAX_SIZE ? Budget.MAX_SIZE : sorted.size() * 16L);
    sorted.sort(reverse ? order.reversed() : order);
    return sorted;
  }

  private Object reversed(Object value) {
    List<Object> items = spent(new ArrayList<>(Values.items(value)));
    Collections.reverse(items);
    if (value instanceof String) {
      StringBuilder text = new StringBuilder();
      items.forEach(text::append);
      return text.toString();
    }
    return new Values.Once(items.iterator());
  }

  private List<Object> unique(List<Object> items) {
    List<Object> unique = new ArrayList<>();
    for (Object item : items) {
      Object key = item instanceof String text ? text.toLowerCase(Locale.ROOT) : item;
      budget.spend(unique.size() * 8L);
      boolean seen =
          unique.stream()
              .map(other -> other instanceof String s ? s.toLowerCase(Locale.ROOT) : other)
              .anyMatch(other -> Operators.equal(other, key));
      if (!seen) {
        unique.add(item);
      }
    }
    return unique;
  }

  private static Object extreme(Object value, int sign) {
    return Values.items(value).stream()
        .min((a, b) -> sign * Operators.order(lower(a), lower(b)))
        .orElseGet(() -> new Values.Undefined("an item of nothing"));
  }

  private static Object lower(Object value) {
    return value instanceof String text ? text.toLowerCase(Locale.ROOT) : value;
  }

  private Object sum(Object value) {
    Object sum = 0L;
    for (Object item : Values.items(value)) {
      sum = new Operators(budget).binary("+", sum, item);
    }
    return sum;
  }
}
