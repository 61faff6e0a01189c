package io.fusebox.runtime.launcher;

import io.fusebox.toolkit.files.AtomicFile;
import io.fusebox.toolkit.files.IoErrorMessage;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The user's own browser, which the desktop knows. */
final class Browsers {
  private static final Logger LOG = LoggerFactory.getLogger(Browsers.class);

  private Browsers() {}

  /**
   * Opens a page whose address is nobody else's business: other users see the arguments of
   * processes, so the browser is given a file that leads there.
   *
   * @param closed a folder that others cannot look into
   */
  static void open(String address, Path closed) {
    Path file = closed.resolve("open.html");
    AtomicFile.write(file, leadingTo(address).getBytes(StandardCharsets.UTF_8));
    String program = System.getProperty("os.name").startsWith("Mac") ? "open" : "xdg-open";
    try {
      new ProcessBuilder(program, file.toString())
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      LOG.warn("no browser is opened: {}; open the printed address", IoErrorMessage.of(e));
    }
  }

  private static String leadingTo(String address) {
    return "<!DOCTYPE html><meta http-equiv=\"refresh\" content=\"0; url=%s\">".formatted(address);
  }
}
