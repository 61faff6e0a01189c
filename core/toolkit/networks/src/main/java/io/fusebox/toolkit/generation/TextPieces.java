package io.fusebox.toolkit.generation;

import io.fusebox.api.plm.Tokenizer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Makes pieces of text of tokens that come one by one. A piece has whole characters, and space only
 * before what follows it: the pieces, joined, are what the stripped text of all tokens begins with.
 * Of one thread.
 */
public final class TextPieces implements LongConsumer {
  private final Tokenizer tokenizer;
  private final Consumer<String> pieces;
  private long[] ids = new long[0];
  private String given = "";

  /**
   * @param pieces takes each piece, none of them empty
   */
  public TextPieces(Tokenizer tokenizer, Consumer<String> pieces) {
    this.tokenizer = tokenizer;
    this.pieces = pieces;
  }

  @Override
  public void accept(long token) {
    ids = Arrays.copyOf(ids, ids.length + 1);
    ids[ids.length - 1] = token;
    String text = tokenizer.decodeSettled(ids).strip();
    if (text.length() > given.length() && text.startsWith(given)) {
      pieces.accept(text.substring(given.length()));
      given = text;
    }
  }
}
