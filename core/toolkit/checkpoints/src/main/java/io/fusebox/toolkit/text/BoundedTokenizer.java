package io.fusebox.toolkit.text;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.plm.Tokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A tokenizer for a PLM with a table of so many rows. A tokenizer may know more tokens: some were
 * added without a row, and some models' mask has none. A text with one of them is refused.
 *
 * @param rows of the table of token embeddings
 * @param folder the PLM's, for messages
 */
public record BoundedTokenizer(Tokenizer tokenizer, int rows, Path folder) implements Tokenizer {

  /**
   * As the tokenizer's.
   *
   * @throws FuseboxException when a token has no row
   */
  @Override
  public long[] encode(String text) {
    return checked(tokenizer.encode(text));
  }

  /**
   * As the tokenizer's.
   *
   * @throws FuseboxException when a token has no row
   */
  @Override
  public long[] encode(String first, String second) {
    return checked(tokenizer.encode(first, second));
  }

  /**
   * As the tokenizer's.
   *
   * @throws FuseboxException when a token has no row
   */
  @Override
  public long[] encodePart(String text, boolean begins, boolean ends) {
    return checked(tokenizer.encodePart(text, begins, ends));
  }

  private long[] checked(long[] ids) {
    for (long id : ids) {
      if (id < 0 || id >= rows) {
        throw new FuseboxException(
            "the text has the token '%s' with the id %d, but the PLM %s has embeddings for ids 0 to %d alone; reword the text, or use a tokenizer and a model that belong together"
                .formatted(tokenizer.tokens(new long[] {id}).get(0), id, folder, rows - 1));
      }
    }
    return ids;
  }

  @Override
  public String decode(long[] ids) {
    return tokenizer.decode(ids);
  }

  @Override
  public String decodeSettled(long[] ids) {
    return tokenizer.decodeSettled(ids);
  }

  @Override
  public List<String> tokens(long[] ids) {
    return tokenizer.tokens(ids);
  }

  @Override
  public int vocabularySize() {
    return tokenizer.vocabularySize();
  }

  @Override
  public Map<String, Long> specialTokens() {
    return tokenizer.specialTokens();
  }
}
