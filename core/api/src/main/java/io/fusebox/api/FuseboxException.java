package io.fusebox.api;

/**
 * Something that the user can mend. The message says what was found, what was expected and what to
 * do about it; the command line prints it without a stack trace.
 */
public class FuseboxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FuseboxException(String message) {
    super(message);
  }

  public FuseboxException(String message, Throwable cause) {
    super(message, cause);
  }
}
