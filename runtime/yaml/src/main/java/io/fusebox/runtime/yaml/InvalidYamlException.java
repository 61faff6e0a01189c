package io.fusebox.runtime.yaml;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;

/** The error in a YAML text, and where, said before it is known which file it is. */
public final class InvalidYamlException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  /** At a place that is counted from 1. */
  InvalidYamlException(int line, int column, String message) {
    super(message);
    this.line = line;
    this.column = column;
  }

  static InvalidYamlException at(@Nullable Mark mark, String message, Object... values) {
    return new InvalidYamlException(
        mark == null ? 1 : mark.getLine() + 1,
        mark == null ? 1 : mark.getColumn() + 1,
        values.length == 0 ? message : message.formatted(values));
  }

  /** {@code line:column}. */
  String place() {
    return line + ":" + column;
  }
}
