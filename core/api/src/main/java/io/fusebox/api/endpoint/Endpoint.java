package io.fusebox.api.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URL;
import java.util.Optional;

/**
 * An endpoint of the service that a running Fusebox offers on its machine: {@code POST /ID}, where
 * ID is its plug-in's id, with a JSON object in and out. It knows nothing of HTTP. Requests come on
 * any thread, several at a time. It may bring a page too, which asks it.
 *
 * <p>What it throws decides the status of the response, whose body is a problem (RFC 9457): {@link
 * io.fusebox.api.FuseboxException.NotFound} is 404, {@link
 * io.fusebox.api.FuseboxException.Unavailable} 503, any other {@link
 * io.fusebox.api.FuseboxException} 400 (the request is at fault), and anything else 500 (the
 * endpoint is).
 */
@FunctionalInterface
public interface Endpoint {
  /**
   * Handles a request.
   *
   * @param request a JSON object of at most 1 MiB; empty when a GET came without one
   * @return a JSON object
   */
  JsonNode handle(JsonNode request);

  /** The method that requests must have: {@code POST}, or {@code GET} where nothing is changed. */
  default String method() {
    return "POST";
  }

  /**
   * A file of its page, {@code GET /ID/PATH}, for instance {@code getClass().getResource("page/" +
   * path)}. Anyone who reaches the service may read it: it holds no secrets, and what it asks for
   * needs a token.
   *
   * @param path names of letters, digits and {@code @ . _ + -}, none of which begins with a dot,
   *     joined by slashes; {@code index.html} is the page itself
   */
  default Optional<URL> page(String path) {
    return Optional.empty();
  }
}
