package io.fusebox.toolkit.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.settings.NameSuggestions;
import io.fusebox.toolkit.files.JsonFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Builds a tokenizer.json from {@code vocab.json} and {@code merges.txt}, for the byte-level BPE of
 * BART and RoBERTa. (From those two files alone the library's own reader gives other ids.)
 */
final class VocabularyFiles {
  static final String VOCAB = "vocab.json";
  static final String MERGES = "merges.txt";
  private static final long MAX_BYTES = 64_000_000;
  private static final int MAX_ID = 10_000_000;

  private VocabularyFiles() {}

  /**
   * Reads a folder.
   *
   * @throws FuseboxException when a file is missing or malformed, or the vocabulary is of another
   *     kind of tokenizer
   */
  static ObjectNode toTokenizerJson(Path folder, SpecialTokens special) {
    JsonNode vocab = JsonFile.readObject(folder.resolve(VOCAB), MAX_BYTES);
    Map<String, Integer> ids = ids(vocab, folder.resolve(VOCAB));
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("version", "1.0").putNull("truncation").putNull("padding").putNull("normalizer");
    json.set("added_tokens", special.toJson(ids));
    // The space before a text is put there by FolderTokenizer: this one would put one after every
    // special token too.
    json.set("pre_tokenizer", byteLevel().put("use_regex", true));
    json.set("post_processor", bartTemplate(ids, special, folder));
    json.set("decoder", byteLevel());
    json.set("model", model(vocab, merges(folder.resolve(MERGES), ids), ids, special));
    return json;
  }

  private static Map<String, Integer> ids(JsonNode vocab, Path file) {
    Map<String, Integer> ids = new HashMap<>();
    Map<Integer, String> tokens = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : vocab.properties()) {
      JsonNode id = entry.getValue();
      if (!id.isInt() || id.intValue() < 0 || id.intValue() > MAX_ID) {
        throw new FuseboxException(
            "%s: the id of '%s' must be a whole number from 0 to %d, found %s"
                .formatted(
                    file,
                    NameSuggestions.shown(entry.getKey()),
                    MAX_ID,
                    NameSuggestions.shown(id)));
      }
      String other = tokens.put(id.intValue(), entry.getKey());
      if (other != null) {
        throw new FuseboxException(
            "%s: '%s' and '%s' have the same id %s"
                .formatted(
                    file, NameSuggestions.shown(other), NameSuggestions.shown(entry.getKey()), id));
      }
      ids.put(entry.getKey(), id.intValue());
    }
    return ids;
  }

  private static ArrayNode merges(Path file, Map<String, Integer> ids) {
    String text = new String(JsonFile.readBytes(file, MAX_BYTES), StandardCharsets.UTF_8);
    ArrayNode merges = JsonNodeFactory.instance.arrayNode();
    int number = 0;
    for (String line : text.split("\r?\n")) {
      number++;
      if (line.isBlank() || (number == 1 && line.startsWith("#version"))) {
        continue;
      }
      String[] pair = line.strip().split(" ");
      boolean known =
          pair.length == 2
              && ids.containsKey(pair[0])
              && ids.containsKey(pair[1])
              && ids.containsKey(pair[0] + pair[1]);
      if (!known) {
        throw new FuseboxException(
            "%s line %d: '%s' is not a pair of tokens that, like the pair merged, are in %s"
                .formatted(file, number, NameSuggestions.shown(line), VOCAB));
      }
      merges.add(pair[0] + " " + pair[1]);
    }
    return merges;
  }

  private static ObjectNode byteLevel() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "ByteLevel")
        .put("add_prefix_space", false)
        .put("trim_offsets", true);
  }

  private static ObjectNode bartTemplate(
      Map<String, Integer> ids, SpecialTokens special, Path folder) {
    ObjectNode template =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "RobertaProcessing")
            .put("trim_offsets", true)
            .put("add_prefix_space", false);
    for (String role : new String[] {"sep", "cls"}) {
      String token = special.token(role + "_token");
      if (!ids.containsKey(token)) {
        throw new FuseboxException(
            ("%s has no '%s' in its %s, so it is not a tokenizer of BART's kind, the only kind that"
                    + " is read from %s and %s; put the model's tokenizer.json there")
                .formatted(folder, NameSuggestions.shown(token), VOCAB, VOCAB, MERGES));
      }
      template.set(role, JsonNodeFactory.instance.arrayNode().add(token).add(ids.get(token)));
    }
    return template;
  }

  private static ObjectNode model(
      JsonNode vocab, ArrayNode merges, Map<String, Integer> ids, SpecialTokens special) {
    ObjectNode model = JsonNodeFactory.instance.objectNode().put("type", "BPE");
    model.putNull("dropout").put("fuse_unk", false).put("byte_fallback", false);
    String unknown = special.token("unk_token");
    model.put("unk_token", ids.containsKey(unknown) ? unknown : null);
    model.put("continuing_subword_prefix", "").put("end_of_word_suffix", "");
    model.set("vocab", vocab);
    model.set("merges", merges);
    return model;
  }
}
