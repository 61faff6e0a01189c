package io.fusebox.toolkit.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code a.b}, {@code a[b]} and {@code a[b:c:d]}. */
record Subscripts(Budget budget) {

  /** A method goes before a key of the same name. */
  Object attribute(Object of, String name) {
    requireDefined(of, name);
    if (of instanceof Values.Namespace namespace) {
      return found(namespace.attributes(), name);
    }
    Optional<Values.Function> method = new Methods(budget).find(of, name);
    if (method.isPresent()) {
      return method.get();
    }
    return of instanceof Map<?, ?> map ? found(map, name) : new Values.Undefined(name);
  }

  /** A key goes before a method of the same name. */
  Object item(Object of, Object key) {
    requireDefined(of, key);
    if (of instanceof Map<?, ?> map && map.containsKey(key)) {
      return map.get(key);
    }
    if (of instanceof Values.Tuple tuple && key instanceof Long index) {
      return item(tuple.items(), index);
    }
    if (of instanceof List<?> list && key instanceof Long index) {
      long place = index < 0 ? index + list.size() : index;
      return place >= 0 && place < list.size()
          ? list.get((int) place)
          : new Values.Undefined("item " + index);
    }
    if (of instanceof String text && key instanceof Long index) {
      int length = PythonStrings.length(text);
      budget.spend(text.length());
      long place = index < 0 ? index + length : index;
      return place >= 0 && place < length
          ? PythonStrings.at(text, (int) place)
          : new Values.Undefined("item " + index);
    }
    return key instanceof String name
        ? attribute(of, name)
        : new Values.Undefined(PythonText.str(key));
  }

  private static Object found(Map<?, ?> map, String name) {
    return map.containsKey(name) ? map.get(name) : new Values.Undefined(name);
  }

  private static void requireDefined(Object of, Object key) {
    if (of instanceof Values.Undefined undefined) {
      throw new TemplateException(
          "'%s' is undefined, so it has no '%s'".formatted(undefined.name(), PythonText.str(key)));
    }
  }

  Object slice(Object of, Optional<Long> from, Optional<Long> to, Optional<Long> step) {
    requireDefined(of, "part");
    long stride = step.orElse(1L);
    if (stride == 0
        || !(of instanceof String || of instanceof List || of instanceof Values.Tuple)) {
      throw new TemplateException("%s has no such part".formatted(Values.kind(of)));
    }
    List<Object> items = Values.items(of);
    budget.spend(items.size());
    int size = items.size();
    long first = from.map(i -> bounded(i, size, stride)).orElse(stride > 0 ? 0L : size - 1L);
    long end = to.map(i -> bounded(i, size, stride)).orElse(stride > 0 ? (long) size : -1L);
    List<Object> part = new ArrayList<>();
    for (long i = first; stride > 0 ? i < end : i > end; i += stride) {
      part.add(items.get((int) i));
      if (Math.abs(stride) > size) {
        break;
      }
    }
    if (of instanceof String) {
      StringBuilder text = new StringBuilder();
      part.forEach(text::append);
      return text.toString();
    }
    return of instanceof Values.Tuple ? new Values.Tuple(part) : part;
  }

  private static long bounded(long index, int size, long stride) {
    long place = index < 0 ? index + size : index;
    return stride > 0
        ? Math.max(0, Math.min(place, size))
        : Math.max(-1, Math.min(place, size - 1L));
  }
}
