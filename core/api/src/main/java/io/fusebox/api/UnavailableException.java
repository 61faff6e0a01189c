package io.fusebox.api;

/**
 * Something cannot be had now and may be had later: a plug-in that may come, a pipeline waiting.
 */
public class UnavailableException extends FuseboxException {
  private static final long serialVersionUID = 1L;

  public UnavailableException(String message) {
    super(message);
  }
}
