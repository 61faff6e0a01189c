package io.fusebox.runtime.isolated;

/** An error that the user can fix; the message says how. Its class is known to both sides. */
public final class BatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BatchException(String message) {
    super(message);
  }

  /** The other side's exception, whose class may be unknown here. */
  public BatchException(String message, StackTraceElement[] from) {
    super(message);
    setStackTrace(from);
  }
}
