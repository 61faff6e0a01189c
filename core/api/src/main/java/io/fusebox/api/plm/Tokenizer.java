package io.fusebox.api.plm;

import java.util.List;
import java.util.Map;

/** Text to token ids and back, exactly as the PLM's reference tokenizer does it. Thread-safe. */
public interface Tokenizer {
  /** The ids of one text, special tokens included ({@code <s>A</s>} for BART). */
  long[] encode(String text);

  /** The ids of a pair, special tokens included ({@code <s>A</s></s>B</s>} for BART). */
  long[] encode(String first, String second);

  /** The text of ids, special tokens left out, spaces as they are. */
  String decode(long[] ids);

  /** The tokens of ids as they stand in the vocabulary, special ones too. */
  List<String> tokens(long[] ids);

  /** The number of tokens, special ones included. */
  int vocabularySize();

  /** Ids of special tokens by their role, {@code eos_token}, as far as they are known. */
  default Map<String, Long> specialTokens() {
    return Map.of();
  }
}
