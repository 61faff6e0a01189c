package io.fusebox.toolkit.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.fixtures.Fixtures;
import io.fusebox.toolkit.files.JsonFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecoderOnlyTokenizersTest {
  @TempDir Path copied;

  @ParameterizedTest
  @ValueSource(strings = {"llama2", "smollm", "qwen2"})
  void everyTextIsAsTheReferenceSays(String family) {
    Path folder = Fixtures.folder("golden/tokenizer-" + family);
    FolderTokenizer tokenizer = FolderTokenizer.open(folder);
    JsonNode cases = JsonFile.readObject(folder.resolve("cases.json"), 1_000_000);
    for (JsonNode c : cases.path("cases")) {
      String text = c.path("text").textValue();
      long[] ids = ids(c.path("ids"));
      assertArrayEquals(ids, tokenizer.encode(text), text);
      assertEquals(c.path("decoded").textValue(), tokenizer.decode(ids));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama2", "smollm", "qwen2"})
  void renderedChatsAreTokenisedAsTheyStand(String family) {
    Path folder = Fixtures.folder("golden/tokenizer-" + family);
    FolderTokenizer tokenizer = FolderTokenizer.open(folder);
    JsonNode cases = JsonFile.readObject(folder.resolve("cases.json"), 1_000_000);
    for (JsonNode chat : cases.path("chats")) {
      String rendered = chat.path("rendered").textValue();
      assertArrayEquals(ids(chat.path("ids")), tokenizer.encodePart(rendered, false, false));
    }
  }

  @Test
  void aRoleThatTheFolderDeniesHasNoToken() throws IOException {
    copy("llama2");
    assertEquals(1, FolderTokenizer.open(copied).specialTokens().get("bos_token"));
    config("{\"bos_token\": null}");
    assertFalse(FolderTokenizer.open(copied).specialTokens().containsKey("bos_token"));
  }

  @Test
  void llamasConfigurationDecidesWhatBeginsAndEndsAText() throws IOException {
    copy("llama2");
    config("{\"tokenizer_class\": \"LlamaTokenizerFast\", \"add_bos_token\": false}");
    assertArrayEquals(new long[0], FolderTokenizer.open(copied).encode(""));
    config("{\"tokenizer_class\": \"LlamaTokenizer\", \"add_eos_token\": true}");
    assertArrayEquals(new long[] {1, 2}, FolderTokenizer.open(copied).encode(""));
    config("{\"tokenizer_class\": \"PreTrainedTokenizerFast\", \"add_bos_token\": false}");
    assertArrayEquals(new long[] {1}, FolderTokenizer.open(copied).encode(""));
  }

  @Test
  void whatIsNotReadIsRefusedByName() throws IOException {
    copy("qwen2");
    for (String[] change :
        new String[][] {
          {"\"type\":\"NFC\"", "\"type\":\"Reverse\"", "normalizer", "Reverse", "NFKC"},
          {"\"type\":\"Split\"", "\"type\":\"Cut\"", "pre_tokenizer", "Cut", "Digits"},
          {"\"type\":\"BPE\"", "\"type\":\"Bytes\"", "model", "Bytes", "Unigram"},
          {"\"dropout\":null", "\"dropout\":0.1", "dropout", "0.1", "null"},
        }) {
      String json = JsonFile.readObject(golden("qwen2"), 1_000_000).toString();
      Files.writeString(copied.resolve("tokenizer.json"), json.replace(change[0], change[1]));
      String said =
          assertThrows(FuseboxException.class, () -> FolderTokenizer.open(copied)).getMessage();
      for (int i = 2; i < change.length; i++) {
        assertTrue(said.contains(change[i]), said);
      }
    }
  }

  @Test
  void namedTokensThatTokenizerJsonLeavesOutAreAdded() throws IOException {
    withoutAddedTokens("<|im_end|>");
    config("{\"eos_token\": \"<|im_end|>\", \"pad_token\": {\"content\": \"[PAD]\"}}");
    FolderTokenizer tokenizer = FolderTokenizer.open(copied);
    long[] ids = tokenizer.encode("a<|im_end|>[PAD]");
    assertArrayEquals(new long[] {2, 420}, Arrays.copyOfRange(ids, 1, ids.length));
    assertEquals("a", tokenizer.decode(ids));
    assertEquals(2, tokenizer.specialTokens().get("eos_token"));
  }

  @Test
  void whatTheDecoderOfAddedTokensSaysIsSoWhateverTokenizerJsonSays() throws IOException {
    copy("qwen2");
    config(
        "{\"added_tokens_decoder\": {\"900\": {\"content\": \"<think>\"},"
            + " \"2\": {\"content\": \"<|im_end|>\", \"special\": false}}}");
    FolderTokenizer tokenizer = FolderTokenizer.open(copied);
    long[] ids = tokenizer.encode("<think><|im_end|><|im_start|>");
    assertArrayEquals(new long[] {420, 2, 1}, ids);
    assertEquals("<think><|im_end|>", tokenizer.decode(ids));
  }

  @Test
  void theMapOfSpecialTokensCountsOnlyWithoutADecoderOfAddedTokens() throws IOException {
    copy("qwen2");
    Files.writeString(
        copied.resolve("special_tokens_map.json"), "{\"eos_token\": \"<|endoftext|>\"}");
    config("{\"eos_token\": \"<|im_end|>\"}");
    assertEquals("<|endoftext|>", FolderTokenizer.namedSpecialTokens(copied).get("eos_token"));
    config("{\"eos_token\": \"<|im_end|>\", \"added_tokens_decoder\": {}}");
    assertEquals("<|im_end|>", FolderTokenizer.namedSpecialTokens(copied).get("eos_token"));
  }

  @Test
  void aClassHasTokensOfItsOwn() throws IOException {
    config("{\"tokenizer_class\": \"Qwen2TokenizerFast\", \"pad_token\": null}");
    assertEquals(
        Map.of("eos_token", "<|endoftext|>", "unk_token", "<|endoftext|>"),
        FolderTokenizer.namedSpecialTokens(copied));
    config("{\"tokenizer_class\": \"PreTrainedTokenizerFast\"}");
    assertEquals(Map.of(), FolderTokenizer.namedSpecialTokens(copied));
  }

  @Test
  void mergesAreReadInBothForms() throws IOException {
    copy("smollm");
    ObjectNode json = (ObjectNode) JsonFile.readObject(golden("smollm"), 1_000_000);
    ArrayNode texts = json.arrayNode();
    json.path("model")
        .path("merges")
        .forEach(pair -> texts.add(pair.path(0).textValue() + " " + pair.path(1).textValue()));
    ((ObjectNode) json.path("model")).set("merges", texts);
    Files.writeString(copied.resolve("tokenizer.json"), json.toString());
    String text = "What color is the shape? 1234 \u65e5\u672c";
    assertArrayEquals(
        FolderTokenizer.open(golden("smollm").getParent()).encode(text),
        FolderTokenizer.open(copied).encode(text));
  }

  private void withoutAddedTokens(String content) throws IOException {
    ObjectNode json = (ObjectNode) JsonFile.readObject(golden("qwen2"), 1_000_000);
    ArrayNode added = json.withArray("added_tokens");
    for (int i = added.size() - 1; i >= 0; i--) {
      if (added.path(i).path("content").asText().equals(content)) {
        added.remove(i);
      }
    }
    Files.writeString(copied.resolve("tokenizer.json"), json.toString());
  }

  private static Path golden(String family) {
    return Fixtures.folder("golden/tokenizer-" + family).resolve("tokenizer.json");
  }

  private void copy(String family) throws IOException {
    Files.copy(golden(family), copied.resolve("tokenizer.json"));
  }

  private void config(String json) throws IOException {
    Files.writeString(copied.resolve("tokenizer_config.json"), json);
  }

  private static long[] ids(JsonNode array) {
    long[] ids = new long[array.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = array.get(i).longValue();
    }
    return ids;
  }
}
