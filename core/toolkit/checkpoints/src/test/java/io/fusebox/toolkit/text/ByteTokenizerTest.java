package io.fusebox.toolkit.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteTokenizerTest {
  private final ByteTokenizer tokenizer = new ByteTokenizer();

  @Test
  void givesTheIdsOfByT5() {
    assertArrayEquals(new long[] {107, 108, 1}, tokenizer.encode("hi"));
    assertArrayEquals(new long[] {198, 172, 1}, tokenizer.encode("é"));
    assertArrayEquals(new long[] {100, 1, 101, 1}, tokenizer.encode("a", "b"));
    assertArrayEquals(new long[] {1}, tokenizer.encode(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "what is it?", " two  spaces ", "żółw, 亀, 🐢", "a\nb\u0000"})
  void readsBackWhatItWrote(String text) {
    assertEquals(text, tokenizer.decode(tokenizer.encode(text)));
  }

  @Test
  void leavesOutWhatIsNoByte() {
    assertEquals("a\uFFFD", tokenizer.decode(new long[] {0, 100, 2, 258, 1, 259, -1}));
    assertEquals(
        List.of("<pad>", "</s>", "<unk>", "<0x61>", "<0xFF>"),
        tokenizer.tokens(new long[] {0, 1, 2, 100, 258}));
    assertEquals(259, tokenizer.vocabularySize());
  }
}
