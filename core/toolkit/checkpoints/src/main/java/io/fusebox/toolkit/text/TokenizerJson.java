package io.fusebox.toolkit.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.settings.NameSuggestions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A tokenizer.json: what it counts, and the library's tokenizer made from it. */
final class TokenizerJson {
  static final String NAME = "tokenizer.json";
  static final long MAX_BYTES = 256_000_000;

  /** Nothing is cut or padded silently: the library's own defaults cut at 512. */
  private static final Map<String, String> OPTIONS =
      Map.of(
          "truncation",
          "false",
          "padding",
          "false",
          "maxLength",
          Integer.toString(Integer.MAX_VALUE),
          "modelMaxLength",
          Integer.toString(Integer.MAX_VALUE));

  private TokenizerJson() {}

  /**
   * Builds the tokenizer, from memory: asked by name, the library would go to the network.
   *
   * @param source where it is from, for messages
   */
  static HuggingFaceTokenizer build(byte[] json, Path source) {
    try {
      return HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), OPTIONS);
    } catch (IOException | RuntimeException e) {
      throw new FuseboxException(
          "the tokenizer in %s cannot be used: %s; download it again"
              .formatted(source, NameSuggestions.shown(String.valueOf(e.getMessage()))),
          e);
    }
  }

  /** The tokens by their ids: the model's and those that were added. */
  static Map<Long, String> tokens(JsonNode json) {
    Map<Long, String> tokens = modelTokens(json);
    for (JsonNode added : json.path("added_tokens")) {
      tokens.put(added.path("id").asLong(), added.path("content").asText());
    }
    return tokens;
  }

  /** The model's alone. */
  static Map<Long, String> modelTokens(JsonNode json) {
    Map<Long, String> tokens = new HashMap<>();
    JsonNode vocab = json.path("model").path("vocab");
    if (vocab.isArray()) {
      // Unigram models list [token, score]; the id is the position.
      for (int id = 0; id < vocab.size(); id++) {
        tokens.put((long) id, vocab.path(id).path(0).asText());
      }
    } else {
      vocab.properties().forEach(e -> tokens.put(e.getValue().asLong(), e.getKey()));
    }
    return tokens;
  }
}
