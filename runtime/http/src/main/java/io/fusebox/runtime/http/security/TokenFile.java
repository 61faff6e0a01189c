package io.fusebox.runtime.http.security;

import static io.fusebox.api.settings.Settings.require;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.FuseboxException.NotFound;
import io.fusebox.api.settings.NameSuggestions;
import io.fusebox.runtime.engine.storage.ProcessLock;
import io.fusebox.toolkit.files.AtomicFile;
import io.fusebox.toolkit.files.JsonFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The tokens of a workspace, in its file {@code tokens.json}. */
public record TokenFile(Path path) {
  private static final long MAX_BYTES = 1 << 20;

  /** The file of a workspace. */
  public static TokenFile of(Path workspace) {
    return new TokenFile(workspace.toAbsolutePath().normalize().resolve("tokens.json"));
  }

  /** A new token, whose secret is not kept anywhere. */
  public record Made(AccessToken token, String secret) {}

  /** All tokens, in the order in which they were made. */
  public List<AccessToken> tokens() {
    if (!Files.exists(path)) {
      return List.of();
    }
    List<AccessToken> tokens = new ArrayList<>();
    JsonFile.readObject(path, MAX_BYTES)
        .path("tokens")
        .forEach(json -> tokens.add(AccessToken.of(json)));
    return tokens;
  }

  /**
   * Makes a token.
   *
   * @throws FuseboxException when there is one of this name
   */
  public Made create(String name, Role role, double rate) {
    return locked(
        () -> {
          List<AccessToken> tokens = new ArrayList<>(tokens());
          require(
              tokens.stream().noneMatch(t -> t.name().equals(name)),
              "there is a token '%s' already; revoke it, or give another name".formatted(name));
          String secret = Secret.random();
          String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
          tokens.add(new AccessToken(name, role, Secret.hash(secret), now, rate));
          write(tokens);
          return new Made(tokens.get(tokens.size() - 1), secret);
        });
  }

  /**
   * Takes a token away; a running Fusebox refuses it from now on.
   *
   * @throws NotFound when there is none of this name, with near misses
   */
  public void revoke(String name) {
    locked(
        () -> {
          List<AccessToken> tokens = new ArrayList<>(tokens());
          if (!tokens.removeIf(t -> t.name().equals(name))) {
            List<String> known = tokens.stream().map(AccessToken::name).toList();
            throw new NotFound(NameSuggestions.unknown("token", name, known, ""));
          }
          write(tokens);
          return tokens;
        });
  }

  private void write(List<AccessToken> tokens) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode list = json.putArray("tokens");
    tokens.forEach(token -> list.add(token.json()));
    AtomicFile.write(path, json.toPrettyString().getBytes(StandardCharsets.UTF_8));
  }

  /** Two commands at once would lose one's change. */
  private <T> T locked(Supplier<T> change) {
    return ProcessLock.await(
            path.resolveSibling("tokens.lock"),
            holder -> "the tokens are being changed by %s; try again".formatted(holder))
        .during(change);
  }
}
