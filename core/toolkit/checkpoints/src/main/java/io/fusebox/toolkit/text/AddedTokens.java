package io.fusebox.toolkit.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What transformers adds to a {@code tokenizer.json} that it opens: the {@code
 * added_tokens_decoder} of tokenizer_config.json, where that says something else, and the special
 * tokens that the folder's files name. A token that the vocabulary lacks gets the next id.
 */
final class AddedTokens {
  private static final List<String> FLAGS =
      List.of("single_word", "lstrip", "rstrip", "normalized", "special");

  private final ArrayNode added;
  private final Map<String, Integer> places = new HashMap<>();
  private final Map<String, Long> vocabulary = new HashMap<>();
  private long next;

  private AddedTokens(ObjectNode json) {
    added = json.withArray("added_tokens");
    for (int i = 0; i < added.size(); i++) {
      places.put(added.path(i).path("content").asText(), i);
    }
    Map<Long, String> model = TokenizerJson.modelTokens(json);
    model.forEach((id, token) -> vocabulary.put(token, id));
    next = model.size();
    added.forEach(token -> next = Math.max(next, token.path("id").asLong() + 1));
  }

  /**
   * Adds them.
   *
   * @return whether there was something to add
   */
  static boolean merge(ObjectNode json, SpecialTokens special) {
    AddedTokens tokens = new AddedTokens(json);
    Set<String> before = Set.copyOf(tokens.places.keySet());
    boolean changed = false;
    for (ObjectNode token : special.decoder()) {
      changed |= tokens.put(token);
    }
    for (ObjectNode token : special.namedTokens()) {
      // Whoever names a token that is there leaves it as it is.
      changed |= !before.contains(token.path("content").asText()) && tokens.put(token);
    }
    return changed;
  }

  private boolean put(ObjectNode token) {
    String content = token.path("content").asText();
    Integer place = places.get(content);
    if (place == null) {
      places.put(content, added.size());
      Long known = vocabulary.get(content);
      added.add(token.put("id", known == null ? next++ : known));
      return true;
    }
    JsonNode old = added.path(place);
    if (FLAGS.stream().allMatch(flag -> old.path(flag).equals(token.path(flag)))) {
      return false;
    }
    added.set(place, token.put("id", old.path("id").asLong()));
    return true;
  }
}
