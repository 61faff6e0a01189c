package io.fusebox.runtime.pretrain.reading;

import io.fusebox.api.plm.Tokenizer;
import java.util.Random;

/** The tokens of the world's words: each is one token at a text's beginning, and one within it. */
record Lexicon(Tokenizer tokenizer) {

  /** The token of a word, mostly as it stands within a text. */
  int token(Random random, String word) {
    return single(random.nextInt(10) < 7 ? " " + word : word);
  }

  private int single(String word) {
    long[] ids = tokenizer.encodePart(word, false, false);
    if (ids.length != 1) {
      throw new IllegalStateException(
          "the vocabulary cuts the word '" + word + "' into " + ids.length + " tokens");
    }
    return Math.toIntExact(ids[0]);
  }
}
