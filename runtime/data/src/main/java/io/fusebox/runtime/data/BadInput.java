package io.fusebox.runtime.data;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A part of an example that cannot be used: its file is absent or broken, its text is too long or
 * has tokens that the PLM lacks.
 *
 * @param example the example's id
 * @param part a modality's id, {@code text} or {@link #ANSWER}
 * @param reason what was found
 */
public record BadInput(String example, String part, String reason) {
  /** The part that an example cannot do without. */
  public static final String ANSWER = "answer";

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
