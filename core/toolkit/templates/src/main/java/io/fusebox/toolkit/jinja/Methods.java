package io.fusebox.toolkit.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PrimitiveIterator;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;

/** The methods of Python's texts and mappings that change nothing. */
record Methods(Budget budget) {

  Optional<Values.Function> find(Object of, String name) {
    if (of instanceof String text) {
      return ofText(text, name)
          .map(f -> (args, named) -> f.call(positional(name, args, named), named));
    }
    return of instanceof Map<?, ?> map ? ofMap(map, name) : Optional.empty();
  }

  private List<Object> positional(String name, List<Object> arguments, Map<String, Object> named) {
    if (!named.isEmpty()) {
      throw new TemplateException("named arguments of '%s' are not supported".formatted(name));
    }
    return arguments;
  }

  private static Optional<Values.Function> ofMap(Map<?, ?> map, String name) {
    return Optional.ofNullable(
        switch (name) {
          case "keys" -> (args, named) -> new ArrayList<Object>(map.keySet());
          case "values" -> (args, named) -> new ArrayList<Object>(map.values());
          case "items" -> (args, named) -> pairs(map);
          case "get" ->
              (args, named) ->
                  map.containsKey(args.get(0))
                      ? map.get(args.get(0))
                      : args.size() > 1 ? args.get(1) : null;
          default -> null;
        });
  }

  static List<Object> pairs(Map<?, ?> map) {
    List<Object> pairs = new ArrayList<>();
    map.forEach(
        (key, value) -> {
          List<Object> pair = new ArrayList<>();
          pair.add(key);
          pair.add(value);
          pairs.add(new Values.Tuple(pair));
        });
    return pairs;
  }

  private Optional<Values.Function> ofText(String text, String name) {
    budget.spend(text.length());
    return Optional.ofNullable(
        switch (name) {
          case "strip" -> (args, n) -> PythonStrings.stripStart(end(text, args), taken(args));
          case "lstrip" -> (args, n) -> PythonStrings.stripStart(text, taken(args));
          case "rstrip" -> (args, n) -> end(text, args);
          case "upper" -> (args, n) -> text.toUpperCase(Locale.ROOT);
          case "lower" -> (args, n) -> text.toLowerCase(Locale.ROOT);
          case "title" -> (args, n) -> TitleCase.ofMethod(text);
          case "capitalize" -> (args, n) -> Filters.capitalize(text);
          case "startswith" -> (args, n) -> any(text, args.get(0), String::startsWith);
          case "endswith" -> (args, n) -> any(text, args.get(0), String::endsWith);
          case "replace" ->
              (args, n) ->
                  replace(text, args, args.size() > 2 ? Operators.integer(args.get(2)) : -1);
          case "split" -> (args, n) -> split(text, args, false);
          case "rsplit" -> (args, n) -> split(text, args, true);
          case "splitlines" ->
              (args, n) -> TextParts.lines(text, !args.isEmpty() && Values.truth(args.get(0)));
          case "partition" -> (args, n) -> TextParts.partition(text, string(args.get(0)));
          case "rpartition" -> (args, n) -> TextParts.lastPartition(text, string(args.get(0)));
          case "join" -> (args, n) -> join(text, args.get(0));
          case "find" -> (args, n) -> place(text, text.indexOf(string(args.get(0))));
          case "rfind" -> (args, n) -> place(text, text.lastIndexOf(string(args.get(0))));
          case "count" -> (args, n) -> count(text, string(args.get(0)));
          case "isdigit" -> (args, n) -> all(text, Character::isDigit);
          case "isalpha" -> (args, n) -> all(text, Character::isLetter);
          case "isspace" -> (args, n) -> all(text, PythonStrings::isSpace);
          case "removeprefix" ->
              (args, n) ->
                  text.startsWith(string(args.get(0)))
                      ? text.substring(string(args.get(0)).length())
                      : text;
          case "removesuffix" ->
              (args, n) ->
                  text.endsWith(string(args.get(0)))
                      ? text.substring(0, text.length() - string(args.get(0)).length())
                      : text;
          default -> null;
        });
  }

  private static String end(String text, List<Object> args) {
    return PythonStrings.stripEnd(text, taken(args));
  }

  private static IntPredicate taken(List<Object> args) {
    if (args.isEmpty() || args.get(0) == null) {
      return PythonStrings::isSpace;
    }
    String characters = string(args.get(0));
    return c -> characters.indexOf(c) >= 0;
  }

  private static boolean all(String text, IntPredicate kind) {
    return !text.isEmpty() && text.codePoints().allMatch(kind);
  }

  private static boolean any(String text, Object sought, BiPredicate<String, String> holds) {
    List<Object> candidates =
        sought instanceof Values.Tuple tuple ? tuple.items() : List.of(string(sought));
    return candidates.stream().anyMatch(c -> holds.test(text, string(c)));
  }

  private static Long place(String text, int index) {
    return index < 0 ? -1L : (long) text.codePointCount(0, index);
  }

  private static Long count(String text, String sought) {
    if (sought.isEmpty()) {
      return PythonStrings.length(text) + 1L;
    }
    long count = 0;
    for (int at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + sought.length())) {
      count++;
    }
    return count;
  }

  private String replace(String text, List<Object> args, long most) {
    return replace(text, string(args.get(0)), string(args.get(1)), most);
  }

  /**
   * As {@code str.replace}.
   *
   * @param most how many are replaced; below 0 all
   */
  String replace(String text, String sought, String other, long most) {
    if (sought.isEmpty()) {
      throw new TemplateException("replacing nothing is not supported");
    }
    StringBuilder out = new StringBuilder();
    int from = 0;
    int at = text.indexOf(sought);
    for (long left = most; at >= 0 && left != 0; left--) {
      out.append(text, from, at).append(other);
      Budget.requireSize(out.length());
      from = at + sought.length();
      at = text.indexOf(sought, from);
    }
    budget.spend(out.length());
    return out.append(text.substring(from)).toString();
  }

  /** As {@code separator.join}. */
  String join(String separator, Object items) {
    StringBuilder out = new StringBuilder();
    List<Object> all = Values.items(items);
    for (int i = 0; i < all.size(); i++) {
      out.append(i == 0 ? "" : separator).append(string(all.get(i)));
      Budget.requireSize(out.length());
    }
    budget.spend(out.length());
    return out.toString();
  }

  private static List<Object> split(String text, List<Object> args, boolean fromEnd) {
    long most = args.size() > 1 ? Operators.integer(args.get(1)) : -1;
    boolean spaces = args.isEmpty() || args.get(0) == null;
    if (spaces && most >= 0 || !spaces && string(args.get(0)).isEmpty()) {
      throw new TemplateException("such a split of a text is not supported");
    }
    if (spaces) {
      return words(text);
    }
    String separator = string(args.get(0));
    return fromEnd ? splitFromEnd(text, separator, most) : split(text, separator, most);
  }

  private static List<Object> words(String text) {
    List<Object> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    PrimitiveIterator.OfInt characters = (text + " ").codePoints().iterator();
    while (characters.hasNext()) {
      int c = characters.nextInt();
      if (!PythonStrings.isSpace(c)) {
        word.appendCodePoint(c);
      } else if (!word.isEmpty()) {
        words.add(word.toString());
        word.setLength(0);
      }
    }
    return words;
  }

  private static List<Object> split(String text, String separator, long most) {
    List<Object> parts = new ArrayList<>();
    int from = 0;
    int at = text.indexOf(separator);
    for (long left = most; at >= 0 && left != 0; left--) {
      parts.add(text.substring(from, at));
      from = at + separator.length();
      at = text.indexOf(separator, from);
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static List<Object> splitFromEnd(String text, String separator, long most) {
    List<Object> parts = new ArrayList<>();
    int to = text.length();
    int at = text.lastIndexOf(separator);
    for (long left = most; at >= 0 && left != 0; left--) {
      parts.add(text.substring(at + separator.length(), to));
      to = at;
      at = text.lastIndexOf(separator, to - separator.length());
    }
    parts.add(text.substring(0, to));
    Collections.reverse(parts);
    return parts;
  }

  static String string(Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new TemplateException("expected text, found " + Values.kind(value));
  }
}
