package io.fusebox.runtime.http;

import io.fusebox.runtime.http.security.Principal;
import io.fusebox.runtime.http.security.RateLimit;
import io.fusebox.runtime.http.security.RequestOrigin;
import io.fusebox.runtime.http.security.Role;
import io.fusebox.runtime.http.security.Tokens;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/** Decides who may send a request. */
public final class Guard {
  private static final String SCHEME = "bearer ";

  /** Guesses a second allowed to clients without a token. */
  private static final double GUESSES = 10;

  private final Tokens tokens;
  private final RateLimit rates = new RateLimit(System::nanoTime);
  private final RateLimit guesses = new RateLimit(System::nanoTime);
  private final String hint;

  /**
   * @param hint where a token is to be had, in words
   */
  public Guard(Tokens tokens, String hint) {
    this.tokens = tokens;
    this.hint = hint;
  }

  /**
   * Refuses a request that was sent to this machine under another's name.
   *
   * @throws Problem 421
   */
  void requireKnownHost(Request request) {
    RequestOrigin origin = origin(request);
    if (!origin.isHostKnown()) {
      throw new Problem(
          421,
          "this Fusebox answers to localhost and loopback addresses (127.0.0.1, [::1]); check the address");
    }
  }

  /**
   * The sender of a request.
   *
   * @throws Problem 401 without a token, 403 without one from another site's page, 429
   */
  Principal identify(Request request) {
    Principal by = token(request).flatMap(t -> tokens.find(t, isFromHere(request))).orElse(null);
    if (by == null) {
      requireOwnSite(request);
      throw unknown(request);
    }
    Duration wait = rates.take(by.name(), by.rate());
    if (!wait.isZero()) {
      throw Problem.tooMany(
          "the token '%s' is good for %s requests a second".formatted(by.name(), by.rate()), wait);
    }
    return by;
  }

  /**
   * Refuses what a sender may not do.
   *
   * @throws Problem 403 from another site's page, or with too small a role
   */
  void require(Role role, Principal by, Request request) {
    requireOwnSite(request);
    if (!by.role().includes(role)) {
      throw new Problem(
          403,
          "this needs a token of the role %s, found one of the role %s"
              .formatted(role.id(), by.role().id()));
    }
  }

  private static void requireOwnSite(Request request) {
    if (origin(request).isForeign()) {
      throw new Problem(403, "requests from pages of other sites are refused");
    }
  }

  private Problem unknown(Request request) {
    Duration wait = guesses.take(Request.getRemoteAddr(request), GUESSES);
    if (!wait.isZero()) {
      return Problem.tooMany("too many requests without a token", wait);
    }
    return new Problem(401, "the token is missing or unknown; " + hint)
        .with("WWW-Authenticate", "Bearer");
  }

  private static Optional<String> token(Request request) {
    String given = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    return given != null && given.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? Optional.of(given.substring(SCHEME.length()).strip())
        : Optional.empty();
  }

  private static RequestOrigin origin(Request request) {
    String host = request.getHeaders().get(HttpHeader.HOST);
    String site = request.getHeaders().get("Sec-Fetch-Site");
    return new RequestOrigin(
        request.isSecure() ? "https" : "http",
        host == null ? "" : host,
        Optional.ofNullable(request.getHeaders().get(HttpHeader.ORIGIN)),
        site == null ? "" : site,
        isFromHere(request));
  }

  /** Only the loopback address is served without TLS. */
  private static boolean isFromHere(Request request) {
    return !request.isSecure();
  }
}
