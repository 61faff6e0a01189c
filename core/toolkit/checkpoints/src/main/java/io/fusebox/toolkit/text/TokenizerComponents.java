package io.fusebox.toolkit.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.settings.NameSuggestions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The components of a tokenizer.json: those that the tokenizers library does not know, or that
 * would give other ids each time, are refused by name, where the library itself says only that
 * nothing matched.
 */
record TokenizerComponents(Path source) {
  private static final int MAX_DEPTH = 16;

  /** The kinds of each component by the field of tokenizer.json that holds it. */
  private static final Map<String, TreeSet<String>> KNOWN =
      Map.of(
          "normalizer",
          names(
              "BertNormalizer Strip StripAccents NFC NFD NFKC NFKD Sequence Lowercase Nmt"
                  + " Precompiled Replace Prepend ByteLevel"),
          "pre_tokenizer",
          names(
              "BertPreTokenizer ByteLevel CharDelimiterSplit Metaspace Whitespace Sequence Split"
                  + " Punctuation WhitespaceSplit Digits UnicodeScripts"),
          "post_processor",
          names("RobertaProcessing BertProcessing ByteLevel TemplateProcessing Sequence"),
          "decoder",
          names(
              "BPEDecoder ByteLevel WordPiece Metaspace CTC Sequence Replace Fuse Strip"
                  + " ByteFallback"),
          "model",
          names("BPE WordPiece WordLevel Unigram"));

  /** Where a Sequence of each component holds its parts. */
  private static final Map<String, String> PARTS =
      Map.of(
          "normalizer", "normalizers",
          "pre_tokenizer", "pretokenizers",
          "post_processor", "processors",
          "decoder", "decoders");

  private static TreeSet<String> names(String all) {
    return new TreeSet<>(List.of(all.split(" ")));
  }

  /**
   * Checks all components.
   *
   * @throws FuseboxException naming the first that is not read
   */
  void check(JsonNode json) {
    KNOWN.keySet().stream().sorted().forEach(field -> check(field, json.path(field), 0));
    double dropout = json.path("model").path("dropout").asDouble(0);
    if (dropout != 0) {
      throw new FuseboxException(
          "the tokenizer in %s has a dropout of %s, with which a text has other tokens each time; set model.dropout to null"
              .formatted(source, dropout));
    }
  }

  private void check(String field, JsonNode component, int depth) {
    JsonNode type = component.path("type");
    TreeSet<String> known = KNOWN.getOrDefault(field, new TreeSet<>());
    if (depth > MAX_DEPTH || type.isTextual() && !known.contains(type.textValue())) {
      throw new FuseboxException(
          "the tokenizer in %s has a %s of the type '%s', which is not read; known are %s"
              .formatted(
                  source, field, NameSuggestions.shown(type.asText()), String.join(", ", known)));
    }
    for (JsonNode part : component.path(PARTS.getOrDefault(field, ""))) {
      check(field, part, depth + 1);
    }
  }
}
