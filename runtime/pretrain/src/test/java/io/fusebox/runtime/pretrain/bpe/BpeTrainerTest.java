package io.fusebox.runtime.pretrain.bpe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.plm.Tokenizer;
import io.fusebox.toolkit.text.FolderTokenizer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Vocabularies that are learnt, seen through the tokenizer that reads them. */
class BpeTrainerTest {
  private static final List<String> TEXTS =
      List.of("red circle", "red square", "a red circle", "red red", "circle circle");

  @TempDir Path folder;

  private Tokenizer trained(int size) {
    new BpeTrainer(size).train(TEXTS).write(folder);
    return FolderTokenizer.open(folder);
  }

  @Test
  void frequentWordsBecomeOneTokenBetweenTheSpecialOnes() {
    Tokenizer tokenizer = trained(400);
    long[] ids = tokenizer.encode("red circle");
    assertEquals(4, ids.length);
    assertEquals(0, ids[0]);
    assertEquals(2, ids[3]);
    assertEquals("red circle", tokenizer.decode(ids));
  }

  @Test
  void anyTextComesBack() {
    Tokenizer tokenizer = trained(300);
    String text = "Ünseen wörds, 12 of them; and 🟥!";
    assertEquals(text, tokenizer.decode(tokenizer.encode(text)));
  }

  @Test
  void keepsToTheSizeThatWasAskedFor() {
    assertEquals(270, trained(270).vocabularySize());
  }

  @Test
  void mergesTheMostFrequentPairFirstAndTiesByTheAlphabet() {
    List<String> merges = new BpeTrainer(263).train(List.of("ab ab xy xy", "ab")).merges();
    assertEquals(List.of("a b", "x y"), merges.subList(0, 2));
  }

  @Test
  void theSameTextsGiveTheSameVocabulary() {
    BpeVocabulary one = new BpeTrainer(300).train(TEXTS);
    BpeVocabulary other = new BpeTrainer(300).train(TEXTS);
    assertEquals(one, other);
    assertArrayEquals(one.ids().keySet().toArray(), other.ids().keySet().toArray());
    assertTrue(one.ids().containsKey("<mask>"));
    assertEquals(one.ids().size() - 1, one.ids().get("<mask>"));
  }
}
