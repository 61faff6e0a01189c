package io.fusebox.toolkit.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.plm.Tokenizer;
import io.fusebox.fixtures.ModelFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens that a PLM has no embedding for, and special tokens that it calls otherwise. */
class BoundedTokenizerTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/tokenizer");

  @TempDir Path folder;
  private int size;

  @BeforeEach
  void copy() throws IOException {
    for (String name : new String[] {VocabularyFiles.VOCAB, VocabularyFiles.MERGES}) {
      Files.copy(GOLDEN.resolve(name), folder.resolve(name));
    }
    size = FolderTokenizer.open(folder).vocabularySize();
    Files.writeString(folder.resolve("added_tokens.json"), "{\"<extra>\": " + size + "}");
  }

  @Test
  void aTokenWithoutARowIsRefusedWithItsIdAndTheRows() {
    Tokenizer tokenizer = new BoundedTokenizer(FolderTokenizer.open(folder), size, folder);
    FuseboxException e =
        assertThrows(FuseboxException.class, () -> tokenizer.encode("what <extra> is it?"));
    String words =
        "'<extra>' with the id %d, but the PLM %s has embeddings for ids 0 to %d alone"
            .formatted(size, folder, size - 1);
    assertTrue(e.getMessage().contains(words), e.getMessage());
    assertThrows(FuseboxException.class, () -> tokenizer.encode("a", "b <extra>"));
  }

  @Test
  void everyOtherTextIsAsItWas() {
    FolderTokenizer open = FolderTokenizer.open(folder);
    Tokenizer bounded = new BoundedTokenizer(open, size, folder);
    assertArrayEquals(open.encode("what is it?"), bounded.encode("what is it?"));
    Tokenizer enough = new BoundedTokenizer(open, size + 1, folder);
    assertArrayEquals(open.encode("what <extra>"), enough.encode("what <extra>"));
  }

  @Test
  void specialTokensThatTheConfigurationCallsOtherwiseAreTold() {
    Map<String, Long> own = FolderTokenizer.open(folder).specialTokens();
    assertEquals("", told(own));
    String told = told(Map.of("eos_token", own.get("eos_token") + 1));
    assertTrue(
        told.contains(
            "eos_token is %1$d, but config.json's eos_token_id is %2$d"
                .formatted(own.get("eos_token"), own.get("eos_token") + 1)),
        told);
  }

  private String told(Map<String, Long> configured) {
    PlmTokenizer tokenizer =
        new PlmTokenizer(() -> FolderTokenizer.open(folder), size, folder, configured);
    return ModelFolders.logged(tokenizer::get);
  }
}
