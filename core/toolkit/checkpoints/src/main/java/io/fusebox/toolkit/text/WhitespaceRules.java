package io.fusebox.toolkit.text;

/** The treatment of spaces in Python's tokenizers, before and after. */
final class WhitespaceRules {
  private WhitespaceRules() {}

  /** Puts a space before a text that does not begin with one. */
  static String prefixed(String text) {
    return text.isEmpty() || isPythonSpace(text.codePointAt(0)) ? text : " " + text;
  }

  private static boolean isPythonSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
  }

  /** {@code clean_up_tokenization}: no space before punctuation and English contractions. */
  static String clean(String text) {
    return text.replace(" .", ".")
        .replace(" ?", "?")
        .replace(" !", "!")
        .replace(" ,", ",")
        .replace(" ' ", "'")
        .replace(" n't", "n't")
        .replace(" 'm", "'m")
        .replace(" 's", "'s")
        .replace(" 've", "'ve")
        .replace(" 're", "'re");
  }
}
