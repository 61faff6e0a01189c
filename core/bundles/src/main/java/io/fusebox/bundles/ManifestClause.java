package io.fusebox.bundles;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One clause of an OSGi header: {@code name;attribute=value;directive:=value}.
 *
 * @param parameters attributes by their names, directives by theirs with a colon at the end
 */
record ManifestClause(String name, Map<String, String> parameters) {
  /** The clauses of a header; none when there is no such header. */
  static List<ManifestClause> parse(String header) {
    List<ManifestClause> clauses = new ArrayList<>();
    for (String clause : split(header == null ? "" : header, ',')) {
      if (!clause.isBlank()) {
        addTo(clauses, split(clause, ';'));
      }
    }
    return List.copyOf(clauses);
  }

  /** Several names may share one clause's parameters: {@code a;b;version=1}. */
  private static void addTo(List<ManifestClause> clauses, List<String> parts) {
    List<String> names = new ArrayList<>();
    Map<String, String> parameters = new TreeMap<>();
    for (String part : parts) {
      int equals = part.indexOf('=');
      if (equals < 0) {
        names.add(part.strip());
      } else {
        // A type may stand after an attribute's name: version:Version="1".
        String key = part.substring(0, equals).strip().replaceFirst(":[A-Z].*$", "");
        parameters.put(key, part.substring(equals + 1).strip().replace("\"", ""));
      }
    }
    names.forEach(name -> clauses.add(new ManifestClause(name, parameters)));
  }

  /** Splits where no quotes are open. */
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean quoted = false;
    for (char c : text.toCharArray()) {
      quoted ^= c == '"';
      if (c == separator && !quoted) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  /** The value of an attribute, or of a directive ({@code "resolution:"}); empty without one. */
  String get(String parameter) {
    return parameters.getOrDefault(parameter, "");
  }

  boolean isOptional() {
    return get("resolution:").equals("optional");
  }
}
