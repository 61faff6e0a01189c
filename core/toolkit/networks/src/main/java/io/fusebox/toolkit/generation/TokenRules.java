package io.fusebox.toolkit.generation;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.plm.GenerationConfig;
import java.util.Arrays;
import java.util.List;

/**
 * The tokens that may not, or must, come next: no repeated n-gram, no early end, a forced first and
 * last token. The rules apply in the reference's order, so that a forced token beats a forbidden
 * one.
 *
 * @param vocabulary the number of tokens v
 */
record TokenRules(GenerationConfig how, long eos, int vocabulary) {

  TokenRules {
    requireToken("forced_bos_token_id", how.forcedBos(), vocabulary);
    requireToken("forced_eos_token_id", how.forcedEos(), vocabulary);
    how.eosTokens().forEach(token -> requireToken("eos_token_id", token, vocabulary));
  }

  private static void requireToken(String name, long token, int vocabulary) {
    require(
        token >= -1 && token < vocabulary,
        "%s must be a token of the PLM, 0 to %d, or null for none, found %d; fix it in the generation_config.json of the PLM's folder, or in its config.json where there is none"
            .formatted(name, vocabulary - 1, token));
  }

  /**
   * Applies the rules to one row of scores.
   *
   * @param scores scores, {@code v} from {@code from} on; changed in place
   * @param tokens the row's tokens so far, {@code length} of them
   */
  void apply(float[] scores, int from, long[] tokens, int length) {
    forbidRepeats(scores, from, tokens, length);
    if (length < how.minLength()) {
      ends().forEach(end -> scores[from + end.intValue()] = Float.NEGATIVE_INFINITY);
    }
    long forced = forced(length);
    if (forced >= 0) {
      Arrays.fill(scores, from, from + vocabulary, Float.NEGATIVE_INFINITY);
      scores[from + (int) forced] = 0;
    }
  }

  /** Whether a token ends a sequence. */
  boolean ends(long token) {
    return how.eosTokens().isEmpty() ? token == eos : how.eosTokens().contains(token);
  }

  /** How many candidates for each beam beam search looks at: of so many not all are ends. */
  int candidates() {
    return Math.max(2, 1 + ends().size());
  }

  private List<Long> ends() {
    return how.eosTokens().isEmpty() ? List.of(eos) : how.eosTokens();
  }

  /** The token that must follow {@code length} tokens; -1 = any may. */
  long forced(int length) {
    if (length == how.maxLength() - 1 && how.forcedEos() >= 0) {
      return how.forcedEos();
    }
    return length == 1 ? how.forcedBos() : -1;
  }

  /** Forbids what would complete an n-gram that the row has already. */
  private void forbidRepeats(float[] scores, int from, long[] tokens, int length) {
    int n = how.noRepeatNgram();
    if (n == 0) {
      return;
    }
    int tail = length - n + 1;
    for (int i = 0; i + n <= length; i++) {
      if (Arrays.equals(tokens, i, i + n - 1, tokens, tail, length)) {
        scores[from + (int) tokens[i + n - 1]] = Float.NEGATIVE_INFINITY;
      }
    }
  }
}
