package io.fusebox.toolkit.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The kinds of values in addition to texts, numbers, lists and maps; none is Java's null. */
final class Values {
  private Values() {}

  /** A name or an attribute that there is not: it may be asked for, not used. */
  record Undefined(String name) {}

  /** {@code (a, b)}. */
  record Tuple(List<Object> items) {}

  /** A namespace: an object whose attributes a template can set, from within loops too. */
  record Namespace(Map<String, Object> attributes) {}

  /** Items that can be looked at once: what most filters give. */
  record Once(Iterator<Object> items) {}

  /** A callable value. */
  @FunctionalInterface
  interface Function {
    Object call(List<Object> positional, Map<String, Object> named);
  }

  /** The kind of a value as Python calls it, for messages. */
  static String kind(Object value) {
    if (value == null) {
      return "none";
    }
    if (value instanceof String) {
      return "text";
    }
    if (value instanceof Map) {
      return "a mapping";
    }
    if (value instanceof Undefined undefined) {
      return "undefined ('" + undefined.name() + "')";
    }
    if (value instanceof List || value instanceof Tuple || value instanceof Once) {
      return "a list";
    }
    return value instanceof Number || value instanceof Boolean ? "a number" : "an object";
  }

  static boolean truth(Object value) {
    if (value instanceof Boolean bool) {
      return bool;
    }
    if (value instanceof Number number) {
      return number.doubleValue() != 0;
    }
    if (value instanceof String text) {
      return !text.isEmpty();
    }
    if (value instanceof List<?> list) {
      return !list.isEmpty();
    }
    if (value instanceof Tuple tuple) {
      return !tuple.items().isEmpty();
    }
    if (value instanceof Map<?, ?> map) {
      return !map.isEmpty();
    }
    return value != null && !(value instanceof Undefined);
  }

  /** The items of a list, the characters of a text, the keys of a map. */
  static Iterator<Object> iterator(Object value) {
    if (value instanceof Once once) {
      return once.items();
    }
    if (value instanceof Undefined) {
      return Collections.emptyIterator();
    }
    return items(value).iterator();
  }

  /** As {@link #iterator}, all at once. */
  static List<Object> items(Object value) {
    if (value instanceof List<?> list) {
      return Collections.unmodifiableList(list);
    }
    if (value instanceof Tuple tuple) {
      return tuple.items();
    }
    if (value instanceof Map<?, ?> map) {
      return new ArrayList<>(map.keySet());
    }
    if (value instanceof String text) {
      List<Object> characters = new ArrayList<>();
      text.codePoints().forEach(c -> characters.add(Character.toString(c)));
      return characters;
    }
    if (value instanceof Once || value instanceof Undefined) {
      List<Object> all = new ArrayList<>();
      iterator(value).forEachRemaining(all::add);
      return all;
    }
    throw new TemplateException(kind(value) + " has no items");
  }

  static int length(Object value) {
    if (value instanceof String text) {
      return PythonStrings.length(text);
    }
    if (value instanceof Map<?, ?> map) {
      return map.size();
    }
    if (value instanceof Once) {
      throw new TemplateException("what a filter gives has no length; use list before it");
    }
    return items(value).size();
  }

  /** A map in which a template finds a text's key. */
  static Map<String, Object> map() {
    return new LinkedHashMap<>();
  }
}
