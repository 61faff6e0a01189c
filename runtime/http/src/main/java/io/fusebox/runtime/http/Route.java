package io.fusebox.runtime.http;

import io.fusebox.runtime.http.security.Role;
import java.util.Optional;

/**
 * One operation of the service.
 *
 * @param path as {@code /api/pipelines/{pipeline}}; a last {@code {file}} takes slashes too
 * @param role the least role that it needs; empty when everybody may
 * @param isAudited whether it changes something, which the audit log is to say
 */
public record Route(
    String method, String path, Optional<Role> role, boolean isAudited, Operation operation) {
  /** Handles requests. */
  @FunctionalInterface
  public interface Operation {
    /**
     * Reads what it needs from the call, and replies.
     *
     * @throws Exception which becomes a problem, unless the reply has begun
     */
    void handle(HttpExchange call) throws Exception;
  }

  /** For anyone who has a token of this role. */
  public static Route of(Role role, String method, String path, Operation operation) {
    boolean changes = role != Role.ASK && !method.equals("GET");
    return new Route(method, path, Optional.of(role), changes, operation);
  }

  /** For anyone who has a token of this role; it only tries something, and changes nothing. */
  public static Route trial(Role role, String method, String path, Operation operation) {
    return new Route(method, path, Optional.of(role), false, operation);
  }

  /** For everybody. */
  public static Route open(String method, String path, Operation operation) {
    return new Route(method, path, Optional.empty(), false, operation);
  }
}
