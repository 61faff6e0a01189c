package io.fusebox.toolkit.jinja;

import io.fusebox.toolkit.jinja.Values.Function;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The functions that every template may call. {@code strftime_now} is none of them: a text that
 * changes with the day would change answers; templates then take a date of their own.
 */
final class Globals {
  private Globals() {}

  static Map<String, Object> all(Budget budget) {
    Map<String, Object> all = new HashMap<>();
    all.put("range", (Function) (args, named) -> range(args, budget));
    all.put("namespace", (Function) (args, named) -> new Values.Namespace(map(args, named)));
    all.put("dict", (Function) Globals::map);
    all.put("raise_exception", (Function) Globals::refuse);
    return all;
  }

  private static Map<String, Object> map(List<Object> args, Map<String, Object> named) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Object arg : args) {
      if (!(arg instanceof Map<?, ?> given)) {
        throw new TemplateException("expected a mapping, found " + Values.kind(arg));
      }
      given.forEach((key, value) -> map.put((String) key, value));
    }
    map.putAll(named);
    return map;
  }

  private static List<Object> range(List<Object> args, Budget budget) {
    long from = args.size() > 1 ? Operators.integer(args.get(0)) : 0;
    long to = Operators.integer(args.get(args.size() > 1 ? 1 : 0));
    long step = args.size() > 2 ? Operators.integer(args.get(2)) : 1;
    if (step == 0 || Math.abs(step) > Budget.MAX_SIZE) {
      throw new TemplateException("a range with the step %d is not supported".formatted(step));
    }
    List<Object> all = new ArrayList<>();
    for (long i = from; step > 0 ? i < to : i > to; i += step) {
      budget.spend(all.size() == Budget.MAX_SIZE ? Long.MAX_VALUE : 0);
      all.add(i);
    }
    return all;
  }

  private static Object refuse(List<Object> args, Map<String, Object> named) {
    throw new TemplateException("it refuses this: " + PythonText.str(args.get(0)));
  }
}
