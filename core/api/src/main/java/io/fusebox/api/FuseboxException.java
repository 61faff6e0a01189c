package io.fusebox.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An error that the user can fix. The message says what was found, what was expected and what to do
 * about it; the command line prints it without a stack trace.
 */
public class FuseboxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FuseboxException(String message) {
    super(message);
  }

  public FuseboxException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** The sentence for the user; never null. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
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
