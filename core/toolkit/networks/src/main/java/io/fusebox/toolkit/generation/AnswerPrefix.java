package io.fusebox.toolkit.generation;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.plm.Plm;
import io.fusebox.api.task.Task.ExplainedToken;
import java.util.Arrays;

/**
 * Where an answer begins. The decoder's inputs are the labels one to the right after its start
 * token, so before the first token of an answer stand the start token and whatever the PLM puts
 * before an answer's text: {@code </s><s>} for BART, the start token alone for T5 and decoder-only
 * PLMs.
 *
 * @param before what the decoder reads before the first token of an answer
 * @param special how many special tokens surround a text, before and after
 */
public record AnswerPrefix(Plm plm, long[] before, int special) {
  private static final String PROBE = " a";

  public static AnswerPrefix of(Plm plm) {
    long[] nothing = plm.answer("");
    long[] probe = plm.answer(PROBE);
    int leading = 0;
    while (leading < nothing.length && nothing[leading] == probe[leading]) {
      leading++;
    }
    long[] before = new long[1 + leading];
    before[0] = plm.spec().decoderStart();
    System.arraycopy(probe, 0, before, 1, leading);
    return new AnswerPrefix(plm, before, nothing.length);
  }

  /** The tokens of a text alone. */
  public long[] tokens(String text) {
    long[] ids = plm.answer(text);
    int leading = before.length - 1;
    return Arrays.copyOfRange(ids, leading, ids.length - (special - leading));
  }

  /** One token as text. */
  public String text(long token) {
    return plm.tokenizer().decode(new long[] {token});
  }

  /**
   * The subject of an answer's explanation: its first token.
   *
   * @throws io.fusebox.api.FuseboxException when the answer has none
   */
  public ExplainedToken focus(String answer) {
    long[] tokens = tokens(answer);
    require(tokens.length > 0, "the answer to explain is empty; give a word");
    return new ExplainedToken(
        answer.strip(), text(tokens[0]).strip(), before, tokens[0], new long[0]);
  }
}
