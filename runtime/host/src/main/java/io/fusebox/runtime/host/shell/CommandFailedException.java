package io.fusebox.runtime.host.shell;

import io.fusebox.api.FuseboxException;

/** A command ended with an exit code that is not 0; why was printed already. */
public final class CommandFailedException extends FuseboxException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  CommandFailedException(String command, int exitCode) {
    super("the command %s ended with exit code %d".formatted(command, exitCode));
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}
