package io.fusebox.data;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A part of an example that cannot be used: its file is absent or broken, or its text too long.
 *
 * @param example the example's id
 * @param part a modality's id, or {@code text}
 * @param reason what was found
 */
public record BadInput(String example, String part, String reason) {
  private static final int NAMED = 20;

  /** How many examples have one. */
  public static long examples(List<BadInput> bad) {
    return bad.stream().map(BadInput::example).distinct().count();
  }

  /** The first of them, one a line, and how many more there are. */
  public static String lines(List<BadInput> bad) {
    String more = bad.size() > NAMED ? "%n  and %d more".formatted(bad.size() - NAMED) : "";
    return bad.stream()
            .limit(NAMED)
            .map(b -> "  " + b)
            .collect(Collectors.joining(System.lineSeparator()))
        + more;
  }

  @Override
  public String toString() {
    return "example %s, %s: %s".formatted(example, part, reason);
  }
}
