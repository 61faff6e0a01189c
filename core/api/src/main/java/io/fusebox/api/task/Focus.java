package io.fusebox.api.task;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.plm.Plm;
import io.fusebox.toolkit.generation.AnswerStart;

/**
 * What of an answer is explained: the probability of one of its tokens, usually the first.
 *
 * @param answer the whole answer
 * @param word the token as text
 * @param read what the decoder has read before it, start token included
 * @param token the token's id
 * @param among the tokens that share all probability, {@code token} one of them; none = all tokens
 */
public record Focus(String answer, String word, long[] read, long token, long[] among) {
  public Focus {
    require(read.length > 0, "there is nothing before the token to explain");
    read = read.clone();
    among = among.clone();
  }

  /**
   * The first token of an answer.
   *
   * @throws io.fusebox.api.FuseboxException when the answer has none
   */
  public static Focus first(Plm plm, String answer) {
    AnswerStart start = AnswerStart.of(plm);
    long[] tokens = start.tokens(answer);
    require(tokens.length > 0, "the answer to explain is empty; give a word");
    String word = start.text(tokens[0]).strip();
    return new Focus(answer.strip(), word, start.before(), tokens[0], new long[0]);
  }
}
