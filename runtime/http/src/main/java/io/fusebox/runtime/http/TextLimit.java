package io.fusebox.runtime.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;

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
   * @throws Problem 413; 400 when it has half a surrogate pair, which is no character
   */
  public String checked(String what, String text) {
    require(what, text.getBytes(StandardCharsets.UTF_8).length);
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new Problem(400, what + " has half a surrogate pair (\\ud800 to \\udfff alone)");
    }
    return text;
  }

  /**
   * The text of a form's part, in the charset that it declares, or UTF-8; a larger one is not read.
   *
   * @throws Problem 413; 400 when its bytes are no text in that charset
   */
  public String of(MultiPart.Part part) {
    String what = "the part '%s'".formatted(part.getName());
    require(what, part.getLength());
    String declared =
        MimeTypes.getCharsetFromContentType(part.getHeaders().get(HttpHeader.CONTENT_TYPE));
    String charset = declared == null ? StandardCharsets.UTF_8.name() : declared;
    try {
      ByteBuffer bytes = Content.Source.asByteBuffer(part.getContentSource());
      return Charset.forName(charset).newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException | IllegalArgumentException e) {
      throw new Problem(400, "%s is no text in %s".formatted(what, charset), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void require(String what, long bytes) {
    if (bytes > most) {
      throw new Problem(
          413, "%s has %,d bytes, at most %,d are read; shorten it".formatted(what, bytes, most));
    }
  }
}
