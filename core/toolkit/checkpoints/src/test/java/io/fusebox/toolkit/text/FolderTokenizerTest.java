package io.fusebox.toolkit.text;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.fixtures.Fixtures;
import io.fusebox.toolkit.files.JsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class FolderTokenizerTest {
  private static final Path GOLDEN = Fixtures.folder("golden/tokenizer");

  @TempDir Path folder;

  private final JsonNode cases = JsonFile.readObject(GOLDEN.resolve("cases.json"), 1_000_000);

  @TestFactory
  Stream<DynamicTest> everyTextIsAsTheReferenceSays() {
    FolderTokenizer plain = FolderTokenizer.fromVocabulary(GOLDEN, false);
    FolderTokenizer prefixed = FolderTokenizer.fromVocabulary(GOLDEN, true);
    return stream(cases.path("cases"))
        .flatMap(
            c -> {
              String text = c.path("text").textValue();
              return Stream.of(
                  DynamicTest.dynamicTest(
                      "plain '" + text + "'",
                      () -> check(plain, text, c.path("add_prefix_space_false"))),
                  DynamicTest.dynamicTest(
                      "prefixed '" + text + "'",
                      () -> check(prefixed, text, c.path("add_prefix_space_true"))));
            });
  }

  private static void check(FolderTokenizer tokenizer, String text, JsonNode expected) {
    long[] ids = ids(expected.path("ids"));
    assertAll(
        () -> assertArrayEquals(ids, tokenizer.encode(text)),
        () ->
            assertEquals(
                stream(expected.path("tokens")).map(JsonNode::textValue).toList(),
                tokenizer.tokens(ids)),
        () -> assertEquals(expected.path("decode_raw").textValue(), tokenizer.decodeRaw(ids)),
        () ->
            assertEquals(
                expected.path("decode_skip_special_noclean").textValue(), tokenizer.decode(ids)),
        () ->
            assertEquals(
                expected.path("decode_skip_special_clean").textValue(),
                tokenizer.decodeClean(ids)));
  }

  @Test
  void pairsAreAsTheReferenceSays() {
    FolderTokenizer tokenizer = FolderTokenizer.open(GOLDEN);
    assertFalse(cases.path("pairs").isEmpty());
    for (JsonNode pair : cases.path("pairs")) {
      assertArrayEquals(
          ids(pair.path("ids")),
          tokenizer.encode(pair.path("a").textValue(), pair.path("b").textValue()));
    }
  }

  @Test
  void truncatedBatchesAreAsTheReferenceSays() {
    FolderTokenizer tokenizer = FolderTokenizer.open(GOLDEN);
    JsonNode batch = cases.path("batch");
    int most = batch.path("max_length").intValue();
    checkBatch(
        batch,
        stream(batch.path("texts")).map(t -> tokenizer.encode(t.textValue(), most)).toList());

    JsonNode pairs = cases.path("batch_pairs");
    int mostOfPair = pairs.path("max_length").intValue();
    List<long[]> rows = new ArrayList<>();
    for (int i = 0; i < pairs.path("a").size(); i++) {
      String a = pairs.path("a").path(i).textValue();
      rows.add(tokenizer.encode(a, pairs.path("b").path(i).textValue(), mostOfPair));
    }
    checkBatch(pairs, rows);
  }

  private static void checkBatch(JsonNode expected, List<long[]> rows) {
    TokenBatch batch = TokenBatch.pad(rows, 1);
    assertArrayEquals(idRows(expected.path("input_ids")), batch.ids());
    assertArrayEquals(idRows(expected.path("attention_mask")), batch.mask());
  }

  @Test
  void truncationTakesFromTheLongerAsTokenByTokenWould() {
    FolderTokenizer tokenizer = FolderTokenizer.open(GOLDEN);
    String first = "a b c d e f g";
    for (String second : List.of("", "a", "a b c", first, "a b c d e f g h i j k l")) {
      long[] whole = tokenizer.encode(first, second);
      for (int most = 4; most <= whole.length + 1; most++) {
        assertArrayEquals(
            slowly(tokenizer, first, second, most), tokenizer.encode(first, second, most));
      }
    }
  }

  private static long[] slowly(FolderTokenizer tokenizer, String first, String second, int most) {
    List<Long> a = body(tokenizer.encode(first));
    List<Long> b = body(tokenizer.encode(second));
    while (a.size() + b.size() + 4 > most) {
      List<Long> longer = a.size() > b.size() ? a : b;
      longer.remove(longer.size() - 1);
    }
    return Stream.of(List.of(0L), a, List.of(2L, 2L), b, List.of(2L))
        .flatMap(List::stream)
        .mapToLong(Long::longValue)
        .toArray();
  }

  private static List<Long> body(long[] ids) {
    return new ArrayList<>(IntStream.range(1, ids.length - 1).mapToObj(i -> ids[i]).toList());
  }

  @Test
  void paddingIsOnTheRight() {
    TokenBatch batch = TokenBatch.pad(List.of(new long[] {5}, new long[] {6, 7}), 1);
    assertArrayEquals(new long[][] {{5, 1}, {6, 7}}, batch.ids());
    assertArrayEquals(new long[][] {{1, 0}, {1, 1}}, batch.mask());
  }

  @Test
  void longTextsAreNotCut() {
    FolderTokenizer tokenizer = FolderTokenizer.open(GOLDEN);
    assertEquals(5002, tokenizer.encode(" the".repeat(5000)).length);
    assertEquals(9004, tokenizer.encode(" the".repeat(5000), " the".repeat(4000)).length);
  }

  @Test
  void knowsItsSize() {
    assertEquals(
        cases.path("vocab_size").intValue(), FolderTokenizer.open(GOLDEN).vocabularySize());
  }

  @Test
  void aTokenizerJsonGivesTheSame() throws IOException {
    String json = VocabularyFiles.toTokenizerJson(GOLDEN, SpecialTokens.read(GOLDEN)).toString();
    Files.writeString(folder.resolve("tokenizer.json"), json);
    FolderTokenizer tokenizer = FolderTokenizer.open(folder);
    FolderTokenizer plain = FolderTokenizer.fromVocabulary(GOLDEN, false);
    for (JsonNode c : cases.path("cases")) {
      String text = c.path("text").textValue();
      assertArrayEquals(plain.encode(text), tokenizer.encode(text));
    }
    assertEquals(plain.vocabularySize(), tokenizer.vocabularySize());
  }

  @Test
  void truncationAndPaddingInATokenizerJsonAreNotObeyed() throws IOException {
    var json = VocabularyFiles.toTokenizerJson(GOLDEN, SpecialTokens.read(GOLDEN));
    json.putObject("truncation")
        .put("direction", "Right")
        .put("max_length", 4)
        .put("strategy", "LongestFirst")
        .put("stride", 0);
    json.putObject("padding")
        .put("direction", "Right")
        .put("pad_id", 1)
        .put("pad_type_id", 0)
        .put("pad_token", "<pad>")
        .putNull("pad_to_multiple_of")
        .putObject("strategy")
        .put("Fixed", 100);
    Files.writeString(folder.resolve("tokenizer.json"), json.toString());
    assertEquals(
        FolderTokenizer.open(GOLDEN).encode("What color is the cat?").length,
        FolderTokenizer.open(folder).encode("What color is the cat?").length);
  }

  @Test
  void tokensThatTheFolderAddsAreTokens() throws IOException {
    copyVocabulary();
    Files.writeString(folder.resolve("added_tokens.json"), "{\"<image>\": 546}");
    FolderTokenizer tokenizer = FolderTokenizer.open(folder);
    long[] ids = tokenizer.encode("a<image>b");
    assertEquals(5, ids.length);
    assertEquals(546, ids[2]);
    assertEquals(547, tokenizer.vocabularySize());
  }

  @Test
  void halfASurrogatePairIsAQuestionMark() {
    FolderTokenizer tokenizer = FolderTokenizer.open(GOLDEN);
    assertArrayEquals(tokenizer.encode("a?b"), tokenizer.encode("a\ud83db"));
  }

  @Test
  void idsBeyondTheVocabularyHaveNoText() {
    FolderTokenizer tokenizer = FolderTokenizer.open(GOLDEN);
    long[] ids = tokenizer.encode("Hello");
    ids[0] = 999_999;
    assertEquals("<999999>", tokenizer.tokens(ids).get(0));
    assertEquals("Hello", tokenizer.decode(ids));
    assertThrows(IllegalArgumentException.class, () -> tokenizer.decode(new long[] {-100}));
  }

  @Test
  void refusesALengthWithoutRoomForSpecialTokens() {
    FolderTokenizer tokenizer = FolderTokenizer.open(GOLDEN);
    assertArrayEquals(new long[] {0, 2}, tokenizer.encode("a", 2));
    assertThrows(IllegalArgumentException.class, () -> tokenizer.encode("a", 1));
    assertThrows(IllegalArgumentException.class, () -> tokenizer.encode("a", "b", 3));
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    assertTrue(refusal().contains("has no tokenizer"));
    Files.copy(GOLDEN.resolve("vocab.json"), folder.resolve("vocab.json"));
    assertTrue(refusal().contains("merges.txt"));
  }

  @Test
  void refusesMalformedFiles() throws IOException {
    copyVocabulary();
    for (String vocab :
        List.of(
            "", "[]", "{\"a\": -1}", "{\"a\": \"b\"}", "{\"a\": 1, \"b\": 1}", "{\"a\": 1.5}")) {
      Files.writeString(folder.resolve("vocab.json"), vocab);
      assertTrue(refusal().contains("vocab.json"), vocab);
    }
    Files.writeString(folder.resolve("vocab.json"), "{\"a\": 0}");
    Files.writeString(folder.resolve("merges.txt"), "#version: 0.2\n");
    assertTrue(refusal().contains("put the model's tokenizer.json there"), refusal());
    for (String merges : List.of("#version: 0.2\na b\n", "#version: 0.2\na\n")) {
      Files.writeString(folder.resolve("vocab.json"), "{\"<s>\": 0, \"</s>\": 2, \"a\": 1}");
      Files.writeString(folder.resolve("merges.txt"), merges);
      assertTrue(refusal().contains("merges.txt line 2"), merges);
    }
    for (String json : List.of("", "{}", "{\"model\": 1}", "[", "null")) {
      Files.writeString(folder.resolve("tokenizer.json"), json);
      assertTrue(refusal().contains("tokenizer.json"), json);
    }
  }

  private void copyVocabulary() throws IOException {
    for (String name : List.of("vocab.json", "merges.txt")) {
      Files.copy(GOLDEN.resolve(name), folder.resolve(name));
    }
  }

  private String refusal() {
    return assertThrows(FuseboxException.class, () -> FolderTokenizer.open(folder)).getMessage();
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static long[] ids(JsonNode array) {
    return stream(array).mapToLong(JsonNode::longValue).toArray();
  }

  private static long[][] idRows(JsonNode rows) {
    return stream(rows).map(FolderTokenizerTest::ids).toArray(long[][]::new);
  }
}
