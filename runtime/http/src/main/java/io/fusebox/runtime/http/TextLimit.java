package io.fusebox.runtime.http;

import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.MultiPart;

/**
 * The largest text that a model is given. A token takes a hundred times the memory of its letters:
 * a text that fits into a body need not fit into the machine.
 *
 * @param most bytes in UTF-8
 */
public record TextLimit(int most) {
  /**
   * A text that is small enough.
   *
   * @param what the text in words
   * @throws Problem 413
   */
  public String checked(String what, String text) {
    require(what, text.getBytes(StandardCharsets.UTF_8).length);
    return text;
  }

  /**
   * The text of a form's part; a larger one is not read.
   *
   * @throws Problem 413
   */
  public String of(MultiPart.Part part) {
    require("the part '%s'".formatted(part.getName()), part.getLength());
    return part.getContentAsString(StandardCharsets.UTF_8);
  }

  private void require(String what, long bytes) {
    if (bytes > most) {
      throw new Problem(
          413, "%s has %,d bytes, at most %,d are read; shorten it".formatted(what, bytes, most));
    }
  }
}
