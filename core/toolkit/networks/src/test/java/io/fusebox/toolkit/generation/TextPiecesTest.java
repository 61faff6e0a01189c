package io.fusebox.toolkit.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.plm.Tokenizer;
import io.fusebox.fixtures.Fixtures;
import io.fusebox.toolkit.text.ByteTokenizer;
import io.fusebox.toolkit.text.FolderTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextPiecesTest {
  private static final String TEXT = " two  words, żółw 亀🐢 and don't .\n";

  private static List<String> pieces(Tokenizer tokenizer, long... ids) {
    List<String> pieces = new ArrayList<>();
    LongStream.of(ids).forEach(new TextPieces(tokenizer, pieces::add));
    return pieces;
  }

  static Stream<Tokenizer> tokenizers() {
    return Stream.concat(
        Stream.of(new ByteTokenizer()),
        Stream.of("tokenizer", "tokenizer-llama2", "tokenizer-smollm", "tokenizer-qwen2")
            .map(name -> FolderTokenizer.open(Fixtures.folder("golden/" + name))));
  }

  @ParameterizedTest
  @MethodSource("tokenizers")
  void piecesAreTheTextAsItWillBe(Tokenizer tokenizer) {
    long[] ids = tokenizer.encode(TEXT);
    List<String> pieces = pieces(tokenizer, ids);
    assertTrue(pieces.size() > 3, pieces::toString);
    assertEquals(tokenizer.decode(ids).strip(), String.join("", pieces));
    assertTrue(pieces.stream().noneMatch(p -> p.isEmpty() || p.contains("\uFFFD")));
  }

  @Test
  void aCharacterComesWhenItIsWhole() {
    ByteTokenizer bytes = new ByteTokenizer();
    assertEquals(List.of("a", "é", " 🐢"), pieces(bytes, bytes.encode("aé 🐢 ")));
  }

  @Test
  void whatNeverBecomesACharacterWaitsForWhatFollows() {
    assertEquals(List.of("a", "\uFFFDb"), pieces(new ByteTokenizer(), 100, 258, 101));
  }
}
