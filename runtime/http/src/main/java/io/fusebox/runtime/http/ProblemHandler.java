package io.fusebox.runtime.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Jetty's own refusals, as problems: requests that are not HTTP, and those while it stops. */
final class ProblemHandler extends ErrorHandler {
  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      String message,
      Throwable cause,
      Callback callback) {
    String id = RequestId.of(request);
    response.setStatus(status);
    response.getHeaders().put(RequestId.HEADER, id);
    if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
    response.write(true, ByteBuffer.wrap(body(status, id)), callback);
  }

  private static byte[] body(int status, String request) {
    String detail =
        status == HttpStatus.SERVICE_UNAVAILABLE_503
            ? "Fusebox stops; try again when it runs"
            : "the request is refused: " + HttpStatus.getMessage(status);
    String json = Problems.body(new Problem(status, detail), request).toString();
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
