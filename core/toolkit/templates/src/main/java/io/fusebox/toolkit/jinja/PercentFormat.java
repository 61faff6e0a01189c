package io.fusebox.toolkit.jinja;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Python's {@code text % values}, with {@code %s}, {@code %d} and {@code %%}. */
final class PercentFormat {
  private PercentFormat() {}

  static String of(String format, Object values) {
    List<Object> all = values instanceof Values.Tuple tuple ? tuple.items() : one(values);
    Iterator<Object> left = all.iterator();
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (int at = format.indexOf('%'); at >= 0; at = format.indexOf('%', from)) {
      out.append(format, from, at).append(written(format, at, left));
      Budget.requireSize(out.length());
      from = at + 2;
    }
    if (left.hasNext()) {
      throw new TemplateException("a text's '%' is given more values than it has places");
    }
    return out.append(format.substring(from)).toString();
  }

  private static List<Object> one(Object value) {
    if (value instanceof Map) {
      throw new TemplateException("a text's '%' with a mapping is not supported");
    }
    return Collections.singletonList(value);
  }

  private static String written(String format, int at, Iterator<Object> left) {
    char kind = at + 1 < format.length() ? format.charAt(at + 1) : ' ';
    return switch (kind) {
      case '%' -> "%";
      case 's' -> PythonText.str(next(left));
      case 'd' -> whole(next(left));
      default ->
          throw new TemplateException(
              "'%' in a text is followed by '" + kind + "'; supported are %s, %d and %%");
    };
  }

  private static Object next(Iterator<Object> left) {
    if (!left.hasNext()) {
      throw new TemplateException("a text's '%' is given fewer values than it has places");
    }
    return left.next();
  }

  private static String whole(Object value) {
    return value instanceof Double number
        ? PythonNumbers.whole(number)
            .orElseThrow(() -> new TemplateException("%d is given " + PythonText.str(number)))
            .toString()
        : Operators.integer(value).toString();
  }
}
