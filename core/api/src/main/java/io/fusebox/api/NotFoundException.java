package io.fusebox.api;

/** Something that is asked for by a name that nobody has; the message gives near misses. */
public class NotFoundException extends FuseboxException {
  private static final long serialVersionUID = 1L;

  public NotFoundException(String message) {
    super(message);
  }
}
