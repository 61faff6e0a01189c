package io.fusebox.api.plm;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Text to token ids and back, exactly as the PLM's reference tokenizer does it. Thread-safe. */
public interface Tokenizer {
  /** The ids of one text, special tokens included ({@code <s>A</s>} for BART). */
  long[] encode(String text);

  /** The ids of a pair, special tokens included ({@code <s>A</s></s>B</s>} for BART). */
  long[] encode(String first, String second);

  /**
   * The ids of a part of a text that is put together from ids. Special tokens that are written in
   * it are read as such.
   *
   * @param begins whether the special tokens before a text stand before this part
   * @param ends whether those after a text stand after it
   */
  default long[] encodePart(String text, boolean begins, boolean ends) {
    long[] nothing = encode("");
    long[] probe = encode(" a");
    int before = 0;
    while (before < nothing.length && nothing[before] == probe[before]) {
      before++;
    }
    long[] whole = encode(text);
    int after = nothing.length - before;
    return Arrays.copyOfRange(
        whole, begins ? 0 : before, ends ? whole.length : whole.length - after);
  }

  /** The text of ids, special tokens left out, spaces as they are. */
  String decode(long[] ids);

  /**
   * What the text of ids begins with, whatever ids follow: without a character at its end of which
   * not all bytes are there yet.
   */
  default String decodeSettled(long[] ids) {
    String text = decode(ids);
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\uFFFD') {
      end--;
    }
    return text.substring(0, end);
  }

  /** The tokens of ids as they stand in the vocabulary, special ones too. */
  List<String> tokens(long[] ids);

  /** The number of tokens, special ones included. */
  int vocabularySize();

  /** Ids of special tokens by their role, {@code eos_token}, as far as they are known. */
  default Map<String, Long> specialTokens() {
    return Map.of();
  }
}
