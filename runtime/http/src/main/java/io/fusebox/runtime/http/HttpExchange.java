package io.fusebox.runtime.http;

import io.fusebox.runtime.http.security.Principal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.Fields;

/** One request and its response. Of one thread; everything blocks. */
public final class HttpExchange {
  private final String id;
  private final Principal by;
  private final Map<String, String> parameters;
  private final Request request;
  private final Response response;
  private final RequestBody body;
  private final IntConsumer replying;

  /**
   * @param replying hears the status before the reply is sent
   */
  HttpExchange(
      String id,
      Principal by,
      Map<String, String> parameters,
      Request request,
      Response response,
      RequestBody body,
      IntConsumer replying) {
    this.id = id;
    this.by = by;
    this.parameters = parameters;
    this.request = request;
    this.response = response;
    this.body = body;
    this.replying = replying;
  }

  /** The request's id, as its response, the log and the audit log have it. */
  public String id() {
    return id;
  }

  public String method() {
    return request.getMethod();
  }

  /** Who sends it. */
  public Principal by() {
    return by;
  }

  /** The path's segment in the place of {@code {name}}. */
  public String path(String name) {
    return Objects.requireNonNull(parameters.get(name), name);
  }

  /** A parameter of the query. */
  public Optional<String> query(String name) {
    Fields query = Request.extractQueryParameters(request);
    return Optional.ofNullable(query.getValue(name));
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeaders().get(name));
  }

  /** Whether the client would have this type, naming it. */
  public boolean accepts(String type) {
    return header("Accept").filter(accept -> accept.contains(type)).isPresent();
  }

  /** Its body. */
  public RequestBody body() {
    return body;
  }

  /** Sets a header of the response. */
  public HttpExchange with(String header, String value) {
    response.getHeaders().put(header, value);
    return this;
  }

  /** Replies with JSON. */
  public void reply(int status, Object json) throws IOException {
    reply(status, "application/json", StrictJson.bytes(json));
  }

  /** Replies with whatever. */
  public void reply(int status, String type, byte[] bytes) throws IOException {
    begin(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    boolean head = request.getMethod().equals("HEAD");
    try (Blocker.Callback written = Blocker.callback()) {
      response.write(true, ByteBuffer.wrap(head ? new byte[0] : bytes), written);
      written.block();
    }
  }

  /** Replies without a body. */
  public void empty(int status) throws IOException {
    begin(status);
    try (Blocker.Callback written = Blocker.callback()) {
      response.write(true, ByteBuffer.allocate(0), written);
      written.block();
    }
  }

  /** Begins a reply that is written bit by bit; the caller closes it. */
  public OutputStream stream(int status, String type) {
    begin(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    return Content.Sink.asOutputStream(response);
  }

  /** Begins a reply of events; the caller closes it. */
  public EventWriter events() {
    return new EventWriter(stream(200, "text/event-stream"));
  }

  private void begin(int status) {
    replying.accept(status);
    if (!request.consumeAvailable()) {
      // The rest of the body would be taken for the next request.
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    response.setStatus(status);
  }

  /** Replies with a problem, in the form that clients of this path read. */
  void refuse(Problem problem) throws IOException {
    problem.headers().forEach(this::with);
    if (Request.getPathInContext(request).startsWith("/v1/")) {
      reply(problem.status() == 422 ? 400 : problem.status(), Problems.openAi(problem));
    } else {
      byte[] bytes = StrictJson.bytes(Problems.body(problem, id));
      reply(problem.status(), "application/problem+json", bytes);
    }
  }
}
