package io.fusebox.api.endpoint;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An endpoint of the service that a running Fusebox offers on its machine: {@code POST /ID}, where
 * ID is its plug-in's id, with a JSON object in and out. It knows nothing of HTTP. Requests come on
 * any thread, several at a time.
 *
 * <p>What it throws decides the status of the response, whose body is {@code {"error": MESSAGE}}:
 * {@link io.fusebox.api.FuseboxException.NotFound} is 404, {@link
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
}
