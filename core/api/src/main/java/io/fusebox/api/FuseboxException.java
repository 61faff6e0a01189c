package io.fusebox.api;

/**
 * An error that the user can fix. The message says what was found, what was expected and what to do
 * about it; the command line prints it without a stack trace.
 */
public class FuseboxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FuseboxException(String message) {
    super(message);
  }

  public FuseboxException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Something that is asked for by an unknown name; the message gives near misses. */
  public static class NotFound extends FuseboxException {
    private static final long serialVersionUID = 1L;

    public NotFound(String message) {
      super(message);
    }
  }

  /**
   * Something cannot be had now and may be had later: a plug-in that may come, a pipeline waiting.
   */
  public static class Unavailable extends FuseboxException {
    private static final long serialVersionUID = 1L;

    public Unavailable(String message) {
      super(message);
    }
  }
}
