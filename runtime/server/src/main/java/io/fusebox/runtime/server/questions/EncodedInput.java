package io.fusebox.runtime.server.questions;

import io.fusebox.runtime.http.Problem;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;

/** Bytes that a request brings as text: base64, or a data URI of it. */
public final class EncodedInput {
  private static final String SCHEME = "data:";
  private static final String BASE64 = ";base64";
  private static final Pattern LINE_BREAK = Pattern.compile("[\r\n]+");

  private EncodedInput() {}

  /**
   * The bytes of a data URI or of plain base64.
   *
   * @throws Problem 400 when it is neither; a URL is never fetched
   */
  public static byte[] bytes(String text) {
    if (text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return ofDataUri(text);
    } else if (text.contains(":")) {
      throw new Problem(
          400, "nothing is fetched from an address; send the bytes as base64 or in a data: URI");
    }
    return decoded(text);
  }

  private static byte[] ofDataUri(String uri) {
    int comma = uri.indexOf(',');
    String head = comma < 0 ? "" : uri.substring(SCHEME.length(), comma).toLowerCase(Locale.ROOT);
    if (!head.endsWith(BASE64)) {
      throw new Problem(400, "a data: URI must be data:TYPE;base64,BYTES");
    }
    return decoded(uri.substring(comma + 1));
  }

  private static byte[] decoded(String base64) {
    try {
      // Lines, as the command base64 writes them, are read; all else is refused.
      byte[] bytes = Base64.getDecoder().decode(LINE_BREAK.matcher(base64).replaceAll(""));
      if (bytes.length == 0) {
        throw new Problem(400, "an input is empty");
      }
      return bytes;
    } catch (IllegalArgumentException e) {
      throw new Problem(400, "an input is not base64: it has other characters, or is cut off", e);
    }
  }
}
