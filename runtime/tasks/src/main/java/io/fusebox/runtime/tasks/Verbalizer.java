package io.fusebox.runtime.tasks;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.plm.Plm;
import io.fusebox.toolkit.generation.AnswerPrefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Labels and the one token that says each of them (Liang et al. 2022: {@code " True"} and {@code "
 * False"}).
 *
 * @param labels in the pipeline's order
 * @param words what says each label
 * @param tokens those words' tokens
 * @param before what the decoder reads before such a token
 */
public record Verbalizer(List<String> labels, List<String> words, long[] tokens, long[] before) {
  private static final String WAY_OUT =
      "; choose words that the tokenizer of %s knows as one token each (most begin with a space)";

  /**
   * Looks the words up.
   *
   * @param words the word for each label
   * @throws io.fusebox.api.FuseboxException when a word is not exactly one token, or two labels
   *     have the same token
   */
  public static Verbalizer of(Map<String, String> words, Plm plm) {
    AnswerPrefix start = AnswerPrefix.of(plm);
    String wayOut = WAY_OUT.formatted(plm.spec().name());
    Map<Long, String> taken = new LinkedHashMap<>();
    words.forEach(
        (label, word) -> {
          long token = token(label, word, start, wayOut);
          String twin = taken.putIfAbsent(token, label);
          require(
              twin == null,
              "the labels '%s' and '%s' have the same token %d ('%s')%s"
                  .formatted(twin, label, token, start.text(token), wayOut));
        });
    return new Verbalizer(
        List.copyOf(words.keySet()),
        List.copyOf(words.values()),
        taken.keySet().stream().mapToLong(Long::longValue).toArray(),
        start.before());
  }

  private static long token(String label, String word, AnswerPrefix start, String wayOut) {
    long[] tokens = start.tokens(word);
    List<String> parts = new ArrayList<>();
    for (long token : tokens) {
      parts.add("'" + start.text(token) + "'");
    }
    require(
        tokens.length == 1,
        "the word '%s' of the label '%s' is %d tokens %s, expected one%s"
            .formatted(word, label, tokens.length, parts, wayOut));
    require(
        !start.text(tokens[0]).isBlank(),
        "the word '%s' of the label '%s' is not a word of the vocabulary%s"
            .formatted(word, label, wayOut));
    return tokens[0];
  }

  /** The place of a label; -1 when it is none. */
  int indexOf(String label) {
    return labels.indexOf(label);
  }
}
