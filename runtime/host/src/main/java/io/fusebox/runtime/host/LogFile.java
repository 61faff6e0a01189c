package io.fusebox.runtime.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The log that the command line keeps in a workspace. */
public final class LogFile {
  private LogFile() {}

  /** Where it lies, or would. */
  public static Path in(Path workspace) {
    return workspace.toAbsolutePath().normalize().resolve("log").resolve("fusebox.log");
  }

  /** The end of a message whose stack trace was logged; nothing when no log is kept. */
  public static String hint(Path file) {
    return Optional.of(file)
        .filter(Files::isReadable)
        .map(f -> ". Its stack trace is in " + f)
        .orElse("");
  }
}
