package io.fusebox.causal;

import io.fusebox.api.plm.Tokenizer;
import java.util.Arrays;

/** An answer as a decoder-only PLM continues a text with it: without a beginning of its own. */
final class AnswerTokens {
  private static final String PROBE = " a";

  private AnswerTokens() {}

  /** The text's tokens without those that the tokenizer puts around any text, then the end. */
  static long[] of(Tokenizer tokenizer, String text, long end) {
    long[] nothing = tokenizer.encode("");
    long[] probe = tokenizer.encode(PROBE);
    int leading = 0;
    while (leading < nothing.length && nothing[leading] == probe[leading]) {
      leading++;
    }
    long[] ids = tokenizer.encode(text);
    int behind = ids.length - (nothing.length - leading);
    long[] answer = Arrays.copyOfRange(ids, leading, behind + 1);
    answer[answer.length - 1] = end;
    return answer;
  }
}
