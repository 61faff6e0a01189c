package io.fusebox.runtime.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.FuseboxException.NotFound;
import io.fusebox.api.FuseboxException.Unavailable;
import io.fusebox.api.endpoint.Endpoint;
import io.fusebox.runtime.engine.plugins.PluginException;
import io.fusebox.runtime.host.LiveFusebox;
import io.fusebox.runtime.host.LogFile;
import io.fusebox.toolkit.files.JsonFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the endpoints of a live Fusebox: HTTP on the loopback address, one path for each {@link
 * io.fusebox.api.endpoint.Endpoint}, JSON in and out. Who does not know the token, which lies in
 * the workspace, is turned away.
 */
public final class Daemon implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
  private static final int MAX_BYTES = 1 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path workspace;
  private final Endpoints endpoints;
  private final HttpServer server;
  private final DaemonAddress door;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private Daemon(LiveFusebox box, HttpServer server) {
    this.workspace = box.workspace().root();
    this.endpoints = new Endpoints(box);
    this.server = server;
    this.door = DaemonAddress.at(server.getAddress().getPort());
  }

  /** Starts to serve. */
  public static Daemon start(LiveFusebox box) {
    try {
      InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      Daemon daemon = new Daemon(box, HttpServer.create(anyPort, 0));
      daemon.server.setExecutor(daemon.threads);
      daemon.server.createContext("/", daemon::handle);
      daemon.server.start();
      daemon.door.write(daemon.workspace);
      return daemon;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The port of this machine that it serves. */
  public int port() {
    return door.port();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        requireToken(exchange);
        reply(exchange, 200, handled(exchange));
      } catch (FuseboxException e) {
        reply(exchange, status(e), error(e.getMessage() + trace(e)));
      } catch (RuntimeException | Error e) {
        LOG.error("a command failed", e);
        reply(exchange, 500, error("this should not have happened: " + e));
      }
    }
  }

  private JsonNode handled(HttpExchange exchange) throws IOException {
    String id = exchange.getRequestURI().getPath().substring(1);
    Endpoint endpoint = endpoints.find(id);
    String method = exchange.getRequestMethod();
    if (!method.equals(endpoint.method())) {
      exchange.getResponseHeaders().set("Allow", endpoint.method());
      throw new Refusal(405, "/%s takes %s, found %s".formatted(id, endpoint.method(), method));
    }
    return endpoints.handle(id, endpoint, body(exchange));
  }

  /** What went wrong, by its type. */
  private static int status(FuseboxException e) {
    if (e instanceof Refusal refusal) {
      return refusal.status;
    } else if (e instanceof NotFound) {
      return 404;
    } else if (e instanceof Unavailable) {
      return 503;
    }
    return e instanceof PluginException ? 500 : 400;
  }

  /** A request that reaches no endpoint. */
  private static final class Refusal extends FuseboxException {
    private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(int status, String message) {
      super(message);
      this.status = status;
    }
  }

  private String trace(FuseboxException e) {
    return e instanceof PluginException && e.getCause() != null
        ? LogFile.hint(LogFile.in(workspace))
        : "";
  }

  private void requireToken(HttpExchange exchange) {
    String given = exchange.getRequestHeaders().getFirst(DaemonClient.TOKEN);
    boolean known = given != null && MessageDigest.isEqual(bytes(given), bytes(door.token()));
    if (!known) {
      LOG.warn("a request without the token was turned away: {}", exchange.getRequestURI());
      throw new Refusal(
          401, "the token is missing or wrong; it is in " + DaemonAddress.file(workspace));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode body(HttpExchange exchange) throws IOException {
    byte[] bytes = exchange.getRequestBody().readNBytes(MAX_BYTES);
    if (bytes.length == 0 && exchange.getRequestMethod().equals("GET")) {
      return JsonNodeFactory.instance.objectNode();
    }
    return JsonFile.parseObject(bytes, Path.of("request"));
  }

  private static JsonNode error(String message) {
    return JsonNodeFactory.instance.objectNode().put("error", message);
  }

  private static void reply(HttpExchange exchange, int status, JsonNode json) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(json);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(DaemonAddress.file(workspace));
    } catch (IOException e) {
      LOG.warn("{} is left behind: {}", DaemonAddress.file(workspace), e.getMessage());
    }
    server.stop(0);
    threads.shutdownNow();
  }
}
