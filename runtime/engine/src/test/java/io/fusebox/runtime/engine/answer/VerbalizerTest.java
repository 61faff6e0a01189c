package io.fusebox.runtime.engine.answer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.plm.Plm;
import io.fusebox.plm.t5.T5;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.TinyHome;
import io.fusebox.runtime.tasks.Verbalizer;
import io.fusebox.testkit.GoldenCase;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerbalizerTest {
  @TempDir Path folder;
  private TinyHome home;

  @BeforeEach
  void writeHome() {
    home = TinyHome.in(folder);
  }

  private static Map<String, String> words(String... pairs) {
    Map<String, String> words = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      words.put(pairs[i], pairs[i + 1]);
    }
    return words;
  }

  private Verbalizer ofBart(String... pairs) {
    try (Pipeline pipeline = home.assemble()) {
      return Verbalizer.of(words(pairs), pipeline.plm());
    }
  }

  private void assertRefused(String[] pairs, String... parts) {
    String message = assertThrows(FuseboxException.class, () -> ofBart(pairs)).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void bartReadsItsStartAndTheBeginningOfATextFirst() {
    Verbalizer found = ofBart("positive", " yes", "negative", " no");
    assertEquals(List.of("positive", "negative"), found.labels());
    assertArrayEquals(new long[] {2, 0}, found.before());
    assertEquals(2, found.tokens().length);
  }

  @Test
  void t5ReadsItsStartAloneFirst() {
    WordTokenizer tokenizer = new WordTokenizer(List.of("<pad>", "</s>", "a", "no", "yes"));
    try (NDManager manager = NDManager.newBaseManager()) {
      Plm t5 = T5.load(GoldenCase.of("t5-tiny").checkpoint(), manager, () -> tokenizer);
      Verbalizer found = Verbalizer.of(words("+", " yes", "-", " no"), t5);
      assertArrayEquals(new long[] {t5.spec().decoderStart()}, found.before());
      assertArrayEquals(new long[] {4, 3}, found.tokens());
    }
  }

  @Test
  void aWordOfSeveralTokensIsRefusedWithItsParts() {
    assertRefused(
        new String[] {"positive", " elephants", "negative", " no"},
        "' elephants' of the label 'positive' is 2 tokens [' elephant', 's'], expected one",
        "most begin with a space");
    assertRefused(new String[] {"positive", "", "negative", " no"}, "is 0 tokens");
  }

  @Test
  void twoLabelsWithTheSameTokenAreRefused() {
    assertRefused(new String[] {"+", " yes", "-", " yes"}, "'+' and '-' have the same token");
  }

  @Test
  void aSpecialTokenIsRefused() {
    assertRefused(
        new String[] {"+", "<pad>", "-", " yes"}, "'<pad>'", "not a word of the vocabulary");
  }
}
