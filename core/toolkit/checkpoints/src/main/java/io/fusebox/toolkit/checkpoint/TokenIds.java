package io.fusebox.toolkit.checkpoint;

import static io.fusebox.api.settings.Settings.require;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.settings.NameSuggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Token ids in a model folder's JSON files: one, or a list of them. */
public final class TokenIds {
  private static final int MOST = 1024;

  private TokenIds() {}

  /**
   * Reads ids.
   *
   * @return empty when the field is missing, null or an empty list
   * @throws io.fusebox.api.FuseboxException when it holds something else
   */
  public static Optional<List<Long>> of(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull() || value.isArray() && value.isEmpty()) {
      return Optional.empty();
    }
    require(
        value.size() <= MOST,
        "%s lists %d tokens, and at most %d are read".formatted(name, value.size(), MOST));
    List<Long> ids = new ArrayList<>();
    (value.isArray() ? value : List.of(value))
        .forEach(
            id -> {
              require(
                  id.isIntegralNumber() && id.canConvertToInt(),
                  "%s must be a token id or a list of token ids, found %s"
                      .formatted(name, NameSuggestions.shown(value)));
              ids.add(id.longValue());
            });
    return Optional.of(List.copyOf(ids));
  }
}
