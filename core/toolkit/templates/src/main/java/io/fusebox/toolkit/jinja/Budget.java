package io.fusebox.toolkit.jinja;

/** How much one rendering may do: a template is untrusted. */
final class Budget {
  /** The most characters of a text, and items of a list. */
  static final int MAX_SIZE = 1_000_000;

  private static final long MAX_WORK = 20_000_000;
  private static final int MAX_CALLS = 32;

  private long work;
  private int calls;

  /** Counts one operation, and what it makes. */
  void spend(long size) {
    work += 1 + size / 8;
    requireSize(work > MAX_WORK ? Long.MAX_VALUE : size);
  }

  /** Refuses a text or a list that grows without end. */
  static void requireSize(long size) {
    if (size > MAX_SIZE) {
      throw new TemplateException("it does too much: a text, a list or a loop has no end in sight");
    }
  }

  void enterCall() {
    if (++calls > MAX_CALLS) {
      throw new TemplateException("macros call one another more than %d deep".formatted(MAX_CALLS));
    }
  }

  void leaveCall() {
    calls--;
  }
}
