package io.fusebox.toolkit.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fusebox.api.plm.GenerationConfig;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which tokens may follow. */
class TokenRulesTest {
  private static final GenerationConfig PLAIN = GenerationConfig.greedy(10);
  private static final int EOS = 2;
  private static final int VOCABULARY = 6;

  @Test
  void allowsEverythingByDefault() {
    assertEquals("012345", allowed(PLAIN, 2, 4, 4));
  }

  @Test
  void forbidsCompletingAnNgramAgainWithTheStartTokenCounted() {
    assertEquals("01235", allowed(PLAIN.withNoRepeatNgram(2), 2, 4, 2));
    assertEquals("01345", allowed(PLAIN.withNoRepeatNgram(3), 4, 4, 2, 4, 4));
    assertEquals("012345", allowed(PLAIN.withNoRepeatNgram(3), 2, 4));
  }

  @Test
  void forbidsEveryTokenAgainWhenTheNgramIsOne() {
    assertEquals("0135", allowed(PLAIN.withNoRepeatNgram(1), 2, 4));
  }

  @Test
  void forbidsAnEarlyEnd() {
    assertEquals("01345", allowed(PLAIN.withMinLength(3), 2, 4));
    assertEquals("012345", allowed(PLAIN.withMinLength(3), 2, 4, 5));
  }

  @Test
  void forcesTheFirstTokenAndTheLast() {
    GenerationConfig how = PLAIN.withMaxLength(4).withForcedBos(0).withForcedEos(EOS);
    assertEquals("0", allowed(how, 2));
    assertEquals("012345", allowed(how, 2, 0));
    assertEquals("2", allowed(how, 2, 0, 3));
  }

  @Test
  void letsAForcedTokenBeatAForbiddenOne() {
    GenerationConfig how =
        PLAIN.withMaxLength(4).withForcedEos(EOS).withMinLength(9).withNoRepeatNgram(1);
    assertEquals("2", allowed(how, 2, 0, 3));
  }

  /** The tokens that may follow, as digits; the row before it must stay as it is. */
  private static String allowed(GenerationConfig how, long... tokens) {
    float[] scores = new float[2 * VOCABULARY];
    new TokenRules(how, EOS, VOCABULARY).apply(scores, VOCABULARY, tokens, tokens.length);
    assertEquals("012345", finite(scores, 0));
    return finite(scores, VOCABULARY);
  }

  private static String finite(float[] scores, int from) {
    return IntStream.range(0, VOCABULARY)
        .filter(t -> Float.isFinite(scores[from + t]))
        .mapToObj(String::valueOf)
        .collect(Collectors.joining());
  }
}
