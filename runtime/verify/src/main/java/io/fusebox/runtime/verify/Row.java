package io.fusebox.runtime.verify;

/**
 * What became of one output of a case.
 *
 * @param output its name in the case
 * @param difference the largest absolute difference, {@code exact}, how many differ, or {@code -}
 * @param tolerance how much was allowed: a number, {@code exact}, or {@code -}
 * @param note what else is to be said, or empty
 */
public record Row(String output, String difference, String tolerance, Status status, String note) {
  static final String NONE = "-";
  static final String EXACT = "exact";

  /** What a row about a case, and not about one output, is called. */
  public static final String WHOLE_CASE = "(whole case)";

  /** How it went. */
  public enum Status {
    OK("ok"),
    FAIL("FAIL"),
    UNSUPPORTED("unsupported");

    private final String word;

    Status(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /** An output, or a whole case, that could not be compared. */
  public static Row failed(String output, String note) {
    return new Row(output, NONE, NONE, Status.FAIL, note);
  }

  static Row unsupported(String output, String note) {
    return new Row(output, NONE, NONE, Status.UNSUPPORTED, note);
  }

  /** The one row of a case whose kind nobody knows. */
  static Row unsupportedCase(String note) {
    return unsupported(WHOLE_CASE, note);
  }

  /** Whether this row is about a case of an unknown kind rather than about one output. */
  public boolean isUnsupportedCase() {
    return status == Status.UNSUPPORTED && output.equals(WHOLE_CASE);
  }

  /** The row as a line of a table. */
  public String line() {
    return "%-44s %16s  %-8s %-11s %s"
        .formatted(output, difference, tolerance, status, note)
        .stripTrailing();
  }
}
