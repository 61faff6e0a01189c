package io.fusebox.toolkit.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.toolkit.files.JsonFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The tokens that stand for themselves in a text. BART's, unless the folder's files say otherwise:
 * {@code tokenizer_config.json}, and over it {@code special_tokens_map.json} where that has no
 * {@code added_tokens_decoder}, which adds more, as {@code added_tokens.json} does.
 */
final class SpecialTokens {
  static final String CONFIG = "tokenizer_config.json";
  private static final String MORE = "additional_special_tokens";
  private static final String DECODER = "added_tokens_decoder";
  private static final String ID = "\\d{1,8}";
  private static final long MAX_BYTES = 16_000_000;

  /** The purposes of special tokens, in the order in which transformers numbers them. */
  static final List<String> ROLES =
      List.of(
          "bos_token",
          "eos_token",
          "unk_token",
          "sep_token",
          "pad_token",
          "cls_token",
          "mask_token");

  private final JsonNode config;
  private final JsonNode map;
  private final JsonNode added;

  private SpecialTokens(JsonNode config, JsonNode map, JsonNode added) {
    this.config = config;
    this.map = map;
    this.added = added;
  }

  /** Reads what there is; every file may be missing. */
  static SpecialTokens read(Path folder) {
    return new SpecialTokens(
        optional(folder.resolve(CONFIG)),
        optional(folder.resolve("special_tokens_map.json")),
        optional(folder.resolve("added_tokens.json")));
  }

  private static JsonNode optional(Path file) {
    return Files.exists(file) ? JsonFile.readObject(file, MAX_BYTES) : MissingNode.getInstance();
  }

  /** Whether a space is put before a text that does not begin with one. */
  boolean addPrefixSpace() {
    return config.path("add_prefix_space").asBoolean(false);
  }

  /** The token of a role such as {@code cls_token}. */
  String token(String role) {
    return content(described(role));
  }

  /** Whether the folder's files say that no token has this role: {@code "bos_token": null}. */
  boolean without(String role) {
    return said(role).isEmpty() && config.path(role).isNull();
  }

  /**
   * Whether the first token ({@code bos}) or the last ({@code eos}) stands around a text, as far as
   * {@code tokenizer_config.json} says it.
   */
  Optional<Boolean> adds(String role) {
    JsonNode said = config.path("add_" + role + "_token");
    return said.isBoolean() ? Optional.of(said.booleanValue()) : Optional.empty();
  }

  /** Whether transformers lets {@link #adds} decide, against the post-processor of the file. */
  boolean decidesWhatIsAdded() {
    return tokenizerClass().matches("(Code)?LlamaTokenizer(Fast)?");
  }

  /**
   * All of them for a tokenizer.json.
   *
   * @param vocabulary ids by token; tokens that it lacks are numbered after it
   */
  ArrayNode toJson(Map<String, Integer> vocabulary) {
    Map<String, ObjectNode> tokens = new LinkedHashMap<>();
    for (String role : ROLES) {
      JsonNode token = described(role);
      // The mask takes the spaces on its left with it, as the reference's does.
      boolean lstrip = token.isTextual() && role.equals("mask_token");
      tokens.putIfAbsent(content(token), json(token, lstrip, true));
    }
    more().forEach(token -> tokens.putIfAbsent(content(token), json(token, false, true)));
    config.path(DECODER).properties().stream()
        .map(Map.Entry::getValue)
        .forEach(t -> tokens.putIfAbsent(content(t), json(t, false, false)));
    added.properties().stream()
        .map(Map.Entry::getKey)
        .map(JsonNodeFactory.instance::textNode)
        .forEach(t -> tokens.putIfAbsent(content(t), json(t, false, false)));
    return numbered(tokens, vocabulary);
  }

  /** Those that the folder's files name, or the tokenizer's class has without, by their role. */
  Map<String, String> named() {
    Map<String, String> named = new LinkedHashMap<>();
    Map<String, String> defaults = SpecialTokenDefaults.of(tokenizerClass());
    for (String role : ROLES) {
      Optional<String> said = said(role).map(SpecialTokens::content);
      Optional<String> usual =
          without(role) ? Optional.empty() : Optional.ofNullable(defaults.get(role));
      said.or(() -> usual).ifPresent(token -> named.put(role, token));
    }
    return named;
  }

  /** Those of {@code added_tokens_decoder}, by the ids that it gives them. */
  List<ObjectNode> decoder() {
    Set<String> special = new HashSet<>();
    namedTokens().forEach(token -> special.add(content(token)));
    return config.path(DECODER).properties().stream()
        .filter(e -> e.getKey().matches(ID) && !content(e.getValue()).isEmpty())
        .sorted(Comparator.comparingInt(e -> Integer.parseInt(e.getKey())))
        .map(e -> declared(e.getValue(), special.contains(content(e.getValue()))))
        .toList();
  }

  private static ObjectNode declared(JsonNode token, boolean named) {
    boolean special = token.path("special").asBoolean(false);
    return json(token, false, false)
        .put("normalized", token.path("normalized").asBoolean(!special))
        .put("special", special || named);
  }

  /** Those that the folder's files name, with a role or without. */
  List<ObjectNode> namedTokens() {
    List<ObjectNode> tokens = new ArrayList<>();
    ROLES.forEach(role -> said(role).ifPresent(token -> tokens.add(json(token, false, true))));
    more().forEach(token -> tokens.add(json(token, false, true)));
    return tokens;
  }

  private JsonNode more() {
    return (hasDecoder() || !map.has(MORE) ? config : map).path(MORE);
  }

  private String tokenizerClass() {
    return config.path("tokenizer_class").asText();
  }

  private JsonNode described(String role) {
    Map<String, String> defaults = SpecialTokenDefaults.of(tokenizerClass());
    String usual = defaults.getOrDefault(role, SpecialTokenDefaults.USUAL.get(role));
    return said(role).orElseGet(() -> JsonNodeFactory.instance.textNode(usual));
  }

  /** transformers reads special_tokens_map.json only of folders from before the decoder. */
  private Optional<JsonNode> said(String role) {
    return (hasDecoder() ? Stream.of(config) : Stream.of(map, config))
        .map(source -> source.path(role))
        .filter(token -> !content(token).isEmpty())
        .findFirst();
  }

  private boolean hasDecoder() {
    return config.has(DECODER);
  }

  private static String content(JsonNode token) {
    return token.isTextual() ? token.textValue() : token.path("content").asText("");
  }

  private static ObjectNode json(JsonNode token, boolean lstrip, boolean special) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("content", content(token))
        .put("single_word", token.path("single_word").asBoolean(false))
        .put("lstrip", token.path("lstrip").asBoolean(lstrip))
        .put("rstrip", token.path("rstrip").asBoolean(false))
        .put("normalized", false)
        .put("special", token.path("special").asBoolean(special));
  }

  private ArrayNode numbered(Map<String, ObjectNode> tokens, Map<String, Integer> vocabulary) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    config.path(DECODER).properties().stream()
        .filter(e -> e.getKey().matches(ID))
        .forEach(e -> ids.put(content(e.getValue()), Integer.parseInt(e.getKey())));
    added.properties().stream()
        .filter(e -> e.getValue().canConvertToInt())
        .forEach(e -> ids.putIfAbsent(e.getKey(), e.getValue().intValue()));
    ids.putAll(vocabulary);
    int next = 1 + ids.values().stream().mapToInt(Integer::intValue).max().orElse(-1);
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Map.Entry<String, ObjectNode> token : tokens.entrySet()) {
      Integer id = ids.get(token.getKey());
      token.getValue().put("id", id == null ? next++ : id);
      all.add(token.getValue());
    }
    return all;
  }
}
