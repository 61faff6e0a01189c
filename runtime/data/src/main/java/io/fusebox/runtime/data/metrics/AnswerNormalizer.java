package io.fusebox.runtime.data.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers as the official VQA evaluation compares them: punctuation, then numerals and articles,
 * then contractions. Its quirks are kept, for a score means something only if everyone computes the
 * same.
 */
public final class AnswerNormalizer {
  private static final String PUNCTUATION = ";/[]\"{}()=+\\_-><@`,?!";
  private static final Pattern COMMA_IN_NUMBER = Pattern.compile("\\d,\\d");
  private static final Pattern PERIOD = Pattern.compile("\\.(?!\\d)");
  // The reference passes a flag of the value 32 where the count of replacements belongs.
  private static final int MOST_PERIODS = 32;
  private static final Set<String> ARTICLES = Set.of("a", "an", "the");
  private static final Map<String, String> NUMERALS =
      Map.ofEntries(
          Map.entry("none", "0"),
          Map.entry("zero", "0"),
          Map.entry("one", "1"),
          Map.entry("two", "2"),
          Map.entry("three", "3"),
          Map.entry("four", "4"),
          Map.entry("five", "5"),
          Map.entry("six", "6"),
          Map.entry("seven", "7"),
          Map.entry("eight", "8"),
          Map.entry("nine", "9"),
          Map.entry("ten", "10"));

  private AnswerNormalizer() {}

  /** The least that is done to every answer: one line, no space around it. */
  public static String clean(String answer) {
    return PythonWhitespace.strip(answer.replace('\n', ' ').replace('\t', ' '));
  }

  /** The normalised form of an answer. */
  public static String normalize(String answer) {
    return words(withoutPunctuation(clean(answer)));
  }

  /**
   * A sign goes if it stands next to a space anywhere in the answer, or if the answer has a number
   * with a comma; else it becomes a space. A period goes unless a digit follows.
   */
  private static String withoutPunctuation(String answer) {
    boolean number = COMMA_IN_NUMBER.matcher(answer).find();
    String text = answer;
    for (char sign : PUNCTUATION.toCharArray()) {
      boolean beside = answer.contains(sign + " ") || answer.contains(" " + sign);
      text = text.replace(String.valueOf(sign), number || beside ? "" : " ");
    }
    return withoutPeriods(text);
  }

  private static String withoutPeriods(String text) {
    Matcher period = PERIOD.matcher(text);
    StringBuilder kept = new StringBuilder();
    for (int i = 0; i < MOST_PERIODS && period.find(); i++) {
      period.appendReplacement(kept, "");
    }
    return period.appendTail(kept).toString();
  }

  private static String words(String text) {
    List<String> kept = new ArrayList<>();
    for (String word : PythonWhitespace.split(text.toLowerCase(Locale.ROOT))) {
      String numeral = NUMERALS.getOrDefault(word, word);
      if (!ARTICLES.contains(numeral)) {
        kept.add(Contractions.corrected(numeral));
      }
    }
    return String.join(" ", kept);
  }
}
