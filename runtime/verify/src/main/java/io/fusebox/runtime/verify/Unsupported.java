package io.fusebox.runtime.verify;

/** An output cannot be computed here, and why: neither right nor wrong. */
final class Unsupported extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Unsupported(String why) {
    super(why);
  }
}
