package io.fusebox.runtime.http.security;

import static io.fusebox.api.settings.Settings.require;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.settings.NameSuggestions;

/**
 * A token as it is kept: without the secret itself.
 *
 * @param name how people call it
 * @param hash the SHA-256 of the secret
 * @param created when it was made, in UTC (ISO 8601)
 * @param rate requests a second that it is good for
 */
public record AccessToken(String name, Role role, String hash, String created, double rate) {
  private static final double MOST = 1_000_000;

  public AccessToken {
    require(
        name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}"),
        "a token's name has letters, digits and . _ -, at most 64, found '%s'"
            .formatted(NameSuggestions.shown(name)));
    require(
        !name.equals(Principal.OWNER.name()),
        "'%s' is the name of the workspace's own token; give another".formatted(name));
    require(
        rate > 0 && rate <= MOST,
        "a token's rate is above 0 and at most %.0f requests a second, found %s"
            .formatted(MOST, rate));
  }

  Principal principal() {
    return new Principal(name, role, false, rate);
  }

  ObjectNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", name)
        .put("role", role.id())
        .put("hash", hash)
        .put("created", created)
        .put("rate", rate);
  }

  static AccessToken of(JsonNode json) {
    return new AccessToken(
        json.path("name").asText(),
        Role.of(json.path("role").asText()),
        json.path("hash").asText(),
        json.path("created").asText(),
        json.path("rate").asDouble());
  }
}
