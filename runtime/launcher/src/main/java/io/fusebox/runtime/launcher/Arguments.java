package io.fusebox.runtime.launcher;

import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.files.FileNames;

/** Arguments as Java decoded them: what it could not decode, it replaced without a word. */
final class Arguments {
  private static final char REPLACEMENT = '\uFFFD';

  private Arguments() {}

  /**
   * Refuses arguments of which characters were lost.
   *
   * @throws FuseboxException with the argument, and the locale as the cause
   */
  static void requireDecoded(String[] arguments) {
    for (String argument : arguments) {
      if (argument.indexOf(REPLACEMENT) >= 0) {
        throw new FuseboxException(
            FileNames.areUnicode()
                ? "the argument '%s' is not UTF-8 text; write it in UTF-8".formatted(argument)
                : "the argument '%s' has characters that are lost in the encoding %s; set LC_ALL to a UTF-8 locale, such as C.UTF-8"
                    .formatted(argument, FileNames.encoding()));
      }
    }
  }
}
