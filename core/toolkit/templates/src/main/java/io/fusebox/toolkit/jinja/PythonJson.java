package io.fusebox.toolkit.jinja;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes values as Python's {@code json.dumps(…, ensure_ascii=False)} does. */
record PythonJson(StringBuilder out, int indent) {
  private static final int MAX_DEPTH = 64;

  /**
   * Writes a value.
   *
   * @param indent spaces a level; below 0 everything is on one line
   */
  static String of(Object value, int indent) {
    PythonJson json = new PythonJson(new StringBuilder(), indent);
    json.write(value, 0);
    return json.out.toString();
  }

  private void write(Object value, int depth) {
    if (depth > MAX_DEPTH) {
      throw new TemplateException("a list is nested more than %d deep".formatted(MAX_DEPTH));
    }
    if (value == null || value instanceof Boolean || value instanceof Long) {
      out.append(value);
    } else if (value instanceof Double number) {
      out.append(PythonText.decimal(number));
    } else if (value instanceof String text) {
      quoted(text);
    } else if (value instanceof List<?> list) {
      list(list, depth);
    } else if (value instanceof Values.Tuple tuple) {
      list(tuple.items(), depth);
    } else if (value instanceof Map<?, ?> map) {
      map(map, depth);
    } else {
      throw new TemplateException("tojson cannot write " + Values.kind(value));
    }
  }

  private void list(List<?> list, int depth) {
    out.append('[');
    for (int i = 0; i < list.size(); i++) {
      separate(i == 0, depth + 1);
      write(list.get(i), depth + 1);
    }
    close(list.isEmpty(), depth, ']');
  }

  private void map(Map<?, ?> map, int depth) {
    out.append('{');
    boolean first = true;
    for (Iterator<? extends Map.Entry<?, ?>> i = map.entrySet().iterator(); i.hasNext(); ) {
      Map.Entry<?, ?> entry = i.next();
      separate(first, depth + 1);
      quoted((String) entry.getKey());
      out.append(": ");
      write(entry.getValue(), depth + 1);
      first = false;
    }
    close(map.isEmpty(), depth, '}');
  }

  private void separate(boolean first, int depth) {
    out.append(first ? "" : indent < 0 ? ", " : ",");
    newline(depth);
  }

  private void close(boolean empty, int depth, char bracket) {
    if (!empty) {
      newline(depth);
    }
    out.append(bracket);
  }

  private void newline(int depth) {
    if (indent >= 0) {
      out.append('\n').append(" ".repeat(indent * depth));
    }
  }

  private void quoted(String text) {
    out.append('"');
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\f' -> out.append("\\f");
        case '\b' -> out.append("\\b");
        default -> out.append(c < ' ' ? "\\u%04x".formatted((int) c) : Character.toString(c));
      }
    }
    out.append('"');
  }
}
