package io.fusebox.toolkit.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.plm.Tokenizer;
import io.fusebox.fixtures.Fixtures;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What holds for every text, tried on random ones of all of Unicode. */
class TokenizerPropertiesTest {
  private static final int TEXTS = 2_000;
  private static final int LONGEST = 24;

  @Test
  void byteLevelTokenizersGiveEveryTextBack() {
    FolderTokenizer tokenizer = open("smollm");
    forRandomTexts(
        text ->
            assertEquals(utf8(text), tokenizer.decode(tokenizer.encodePart(text, false, false))));
  }

  @Test
  void oneThatNormalizesGivesTheNormalizedTextBack() {
    FolderTokenizer tokenizer = open("qwen2");
    forRandomTexts(
        text ->
            assertEquals(
                Normalizer.normalize(utf8(text), Normalizer.Form.NFC),
                tokenizer.decode(tokenizer.encodePart(text, false, false))));
  }

  @Test
  void byteFallbackLeavesNothingUnknown() {
    FolderTokenizer tokenizer = open("llama2");
    long unknown = tokenizer.specialTokens().get("unk_token");
    forRandomTexts(
        text ->
            assertEquals(
                0, LongStream.of(tokenizer.encode(text)).filter(i -> i == unknown).count()));
  }

  @Test
  void anyIdsHaveAText() {
    Random random = new Random(3);
    for (String family : List.of("llama2", "smollm", "qwen2")) {
      FolderTokenizer tokenizer = open(family);
      for (int i = 0; i < TEXTS; i++) {
        long[] ids = random.longs(random.nextInt(LONGEST), 0, 600).toArray();
        assertEquals(ids.length, tokenizer.tokens(ids).size());
        tokenizer.decode(ids);
      }
    }
  }

  /** Random ids are seldom UTF-8: half characters, and such as never become whole. */
  @Test
  void whatIsSettledStaysWhateverIdsFollow() {
    Random random = new Random(4);
    for (Tokenizer tokenizer :
        List.of(open("llama2"), open("smollm"), open("qwen2"), new ByteTokenizer())) {
      int some = Math.min(600, tokenizer.vocabularySize());
      for (int i = 0; i < TEXTS / 4; i++) {
        long[] ids = random.longs(random.nextInt(LONGEST), 0, some).toArray();
        assertSettled(tokenizer, ids);
      }
    }
    FolderTokenizer llama = open("llama2");
    forRandomTexts(text -> assertSettled(llama, llama.encode(text)));
  }

  private static void assertSettled(Tokenizer tokenizer, long[] ids) {
    String whole = tokenizer.decode(ids);
    for (int length = 0; length <= ids.length; length++) {
      String begin = tokenizer.decodeSettled(Arrays.copyOf(ids, length));
      assertTrue(whole.startsWith(begin), () -> whole + " begins otherwise than " + begin);
    }
  }

  @Test
  void partsHaveTheSpecialTokensOfTheirEnds() {
    FolderTokenizer bart = FolderTokenizer.open(Fixtures.folder("golden/tokenizer"));
    FolderTokenizer llama = open("llama2");
    assertArrayEquals(bart.encode("a cat"), bart.encodePart("a cat", true, true));
    assertArrayEquals(new long[] {0}, bart.encodePart("", true, false));
    assertArrayEquals(new long[] {2}, bart.encodePart("", false, true));
    assertArrayEquals(new long[0], bart.encodePart("", false, false));
    assertArrayEquals(llama.encode("a cat"), llama.encodePart("a cat", true, false));
    assertArrayEquals(new long[0], llama.encodePart("", false, true));
  }

  private static FolderTokenizer open(String family) {
    return FolderTokenizer.open(Fixtures.folder("golden/tokenizer-" + family));
  }

  /** Half a surrogate pair is a question mark. */
  private static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static void forRandomTexts(Consumer<String> property) {
    Random random = new Random(7);
    for (int i = 0; i < TEXTS; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(LONGEST); length > 0; length--) {
        text.append(character(random));
      }
      property.accept(text.toString());
    }
  }

  private static String character(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> Character.toString(random.nextInt(Character.MAX_CODE_POINT + 1));
      case 1 -> Character.toString((char) random.nextInt(1 << 16)); // surrogates too
      case 2 -> List.of(" ", "  ", "\t", "\r\n", "\n", "\u00a0", "\u3000").get(random.nextInt(7));
      case 3 ->
          List.of("'s", "\u2581", "\u0120", "\0", "\u0301", "<", "|", "7").get(random.nextInt(8));
      default -> Character.toString(' ' + random.nextInt(95));
    };
  }
}
