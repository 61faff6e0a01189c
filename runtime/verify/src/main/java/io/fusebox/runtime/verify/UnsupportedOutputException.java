package io.fusebox.runtime.verify;

/** An output cannot be computed here, and why: neither right nor wrong. */
final class UnsupportedOutputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnsupportedOutputException(String why) {
    super(why);
  }
}
