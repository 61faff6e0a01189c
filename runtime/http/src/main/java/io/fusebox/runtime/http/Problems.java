package io.fusebox.runtime.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.FuseboxException.NotFound;
import io.fusebox.api.FuseboxException.Unavailable;
import io.fusebox.runtime.engine.plugins.PluginException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** Exceptions as problems, by their types, and problems as bodies of responses. */
public final class Problems {
  private Problems() {}

  /** The problem of whatever was thrown. */
  public static Problem of(Throwable thrown) {
    if (thrown instanceof Problem problem) {
      return problem;
    } else if (thrown instanceof NotFound unknown) {
      return new Problem(404, unknown.getMessage(), thrown);
    } else if (thrown instanceof Unavailable later) {
      return new Problem(503, later.getMessage(), thrown).with("Retry-After", "1");
    } else if (thrown instanceof PluginException fault) {
      return new Problem(500, fault.getMessage(), fault.getCause()); // that is in its code
    } else if (thrown instanceof FuseboxException bad) {
      return new Problem(422, bad.getMessage(), thrown);
    } else if (thrown instanceof HttpException unread) {
      return new Problem(
          unread.getCode(), "the request cannot be read: " + unread.getReason(), thrown);
    }
    return new Problem(500, "this should not have happened: " + thrown, thrown);
  }

  /** A problem's body (RFC 9457). */
  public static ObjectNode body(Problem problem, String request) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("type", "about:blank")
        .put("title", HttpStatus.getMessage(problem.status()))
        .put("status", problem.status())
        .put("detail", problem.getMessage())
        .put("request", request);
    problem.members().forEach((name, value) -> body.putPOJO(name, value));
    return body;
  }

  /** The same as clients of OpenAI read it. */
  public static ObjectNode openAi(Problem problem) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("error")
        .put("message", problem.getMessage())
        .put("type", type(problem.status()))
        .putNull("param")
        .put("code", code(problem.status()));
    return body;
  }

  private static String type(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 429 -> "rate_limit_error";
      default -> status < 500 ? "invalid_request_error" : "server_error";
    };
  }

  private static @Nullable String code(int status) {
    return switch (status) {
      case 401 -> "invalid_api_key";
      case 404 -> "model_not_found";
      case 429 -> "rate_limit_exceeded";
      default -> null;
    };
  }
}
