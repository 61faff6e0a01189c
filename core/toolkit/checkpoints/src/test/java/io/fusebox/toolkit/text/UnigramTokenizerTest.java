package io.fusebox.toolkit.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fusebox.api.plm.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tokenizer.json of T5's kind: pieces with scores, {@code </s>} behind each text. */
class UnigramTokenizerTest {
  private static final String JSON =
      """
      {"version": "1.0", "truncation": null, "padding": null, "normalizer": null,
       "added_tokens": [
         {"id": 0, "content": "<pad>", "single_word": false, "lstrip": false, "rstrip": false,
          "normalized": false, "special": true},
         {"id": 1, "content": "</s>", "single_word": false, "lstrip": false, "rstrip": false,
          "normalized": false, "special": true},
         {"id": 2, "content": "<unk>", "single_word": false, "lstrip": false, "rstrip": false,
          "normalized": false, "special": true}],
       "pre_tokenizer": {"type": "Metaspace", "replacement": "\u2581", "add_prefix_space": true},
       "post_processor": {"type": "TemplateProcessing",
         "single": [{"Sequence": {"id": "A", "type_id": 0}},
                    {"SpecialToken": {"id": "</s>", "type_id": 0}}],
         "pair": [{"Sequence": {"id": "A", "type_id": 0}},
                  {"SpecialToken": {"id": "</s>", "type_id": 0}},
                  {"Sequence": {"id": "B", "type_id": 0}},
                  {"SpecialToken": {"id": "</s>", "type_id": 0}}],
         "special_tokens": {"</s>": {"id": "</s>", "ids": [1], "tokens": ["</s>"]}}},
       "decoder": {"type": "Metaspace", "replacement": "\u2581", "add_prefix_space": true},
       "model": {"type": "Unigram", "unk_id": 2, "vocab": [
         ["<pad>", 0.0], ["</s>", 0.0], ["<unk>", 0.0],
         ["\u2581", -2.0], ["\u2581red", -3.0], ["\u2581cat", -3.5], ["s", -2.5], ["re", -6.0],
         ["d", -6.0], ["\u2581c", -6.0], ["a", -6.0], ["t", -6.0]]}}
      """;

  @TempDir Path folder;

  private Tokenizer tokenizer;

  @BeforeEach
  void open() throws IOException {
    Files.writeString(folder.resolve("tokenizer.json"), JSON);
    tokenizer = new LazyTokenizer(folder).get();
  }

  @Test
  void takesTheLikeliestPiecesAndEndsTheText() {
    assertArrayEquals(new long[] {4, 5, 6, 1}, tokenizer.encode("red cats"));
    assertArrayEquals(new long[] {4, 1, 5, 1}, tokenizer.encode("red", "cat"));
    assertArrayEquals(new long[] {1}, tokenizer.encode(""));
  }

  @Test
  void hasAnIdForWhatItDoesNotKnow() {
    assertArrayEquals(new long[] {4, 3, 2, 1}, tokenizer.encode("red ?"));
  }

  @Test
  void leavesPaddingStartAndEndOut() {
    assertEquals("red cats", tokenizer.decode(new long[] {0, 4, 5, 6, 1, 0, 0}));
  }

  @Test
  void knowsItsPieces() {
    FolderTokenizer opened = FolderTokenizer.open(folder);
    assertEquals(12, opened.vocabularySize());
    assertEquals(List.of("\u2581red", "s", "</s>"), opened.tokens(new long[] {4, 6, 1}));
    assertArrayEquals(new long[] {4, 5, 1}, opened.encode("red cats", 3));
  }
}
