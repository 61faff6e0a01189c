package io.fusebox.runtime.server.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.host.LogFile;
import io.fusebox.toolkit.files.IoErrorMessage;
import io.fusebox.toolkit.files.JsonFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Speaks to the Fusebox that runs with a workspace, by the API that everybody has. */
public final class DaemonClient {
  /** Of a training's start or a swap, which read models. */
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  /** Of whoever is there: it answers this from memory. */
  private static final Duration SOON = Duration.ofSeconds(2);

  private static final int ERRORS = 400;

  /** A plug-in's, or our own: its stack trace is in the log. */
  private static final int FAULT = 500;

  private final DaemonAddress address;
  private final Path workspace;

  private DaemonClient(Path workspace) {
    this.address = DaemonAddress.read(workspace);
    this.workspace = workspace;
  }

  /** The running Fusebox of this workspace; empty when none runs. */
  public static Optional<DaemonClient> find(Path workspace) {
    Path root = workspace.toAbsolutePath().normalize();
    if (!Files.exists(DaemonAddress.file(root))) {
      return Optional.empty();
    }
    DaemonClient client = new DaemonClient(root);
    return client.isThere() ? Optional.of(client) : Optional.empty();
  }

  /** The running Fusebox of this workspace; refused when none runs. */
  public static DaemonClient of(Path workspace) {
    return find(workspace)
        .orElseThrow(
            () ->
                new FuseboxException(
                    "no Fusebox runs with the workspace %s; start one: fusebox run"
                        .formatted(workspace)));
  }

  /** One that was killed leaves its file behind, and another program may have its port. */
  private boolean isThere() {
    try {
      return send("GET", "/api/me", "", Body.NONE, SOON).path("name").isTextual();
    } catch (FuseboxException e) {
      return false;
    }
  }

  /** The path of a pipeline's resource. */
  public static String pipeline(String name, String resource) {
    return "/api/pipelines/" + encoded(name) + "/" + resource;
  }

  /** A name as a part of a path. */
  public static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Reads something. */
  public JsonNode get(String path) {
    return send("GET", path, "", Body.NONE);
  }

  /** Does something without saying more. */
  public JsonNode post(String path) {
    return post(path, JsonNodeFactory.instance.objectNode());
  }

  /**
   * Does something.
   *
   * @throws FuseboxException when it fails, with the reason
   */
  public JsonNode post(String path, JsonNode body) {
    return send("POST", path, "application/json", Body.of(body));
  }

  /** Sets something. */
  public JsonNode put(String path, JsonNode body) {
    return send("PUT", path, "application/json", Body.of(body));
  }

  /** Takes something away. */
  public JsonNode delete(String path) {
    return send("DELETE", path, "", Body.NONE);
  }

  /** Sends a file. */
  public JsonNode upload(String path, String type, Path file) {
    JsonFile.requireRegular(file);
    try {
      return send("POST", path, type, new Body(Files.size(file), out -> Files.copy(file, out)));
    } catch (IOException e) {
      throw new FuseboxException("cannot read %s: %s".formatted(file, IoErrorMessage.of(e)), e);
    }
  }

  private record Body(long length, Content content) {
    static final Body NONE = new Body(-1, out -> {});

    interface Content {
      void writeTo(OutputStream out) throws IOException;
    }

    static Body of(JsonNode json) {
      byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
      return new Body(bytes.length, out -> out.write(bytes));
    }
  }

  private JsonNode send(String method, String path, String type, Body body) {
    return send(method, path, type, body, TIMEOUT);
  }

  private JsonNode send(String method, String path, String type, Body body, Duration timeout) {
    try {
      HttpURLConnection connection = connection(method, path);
      connection.setReadTimeout((int) timeout.toMillis());
      if (body.length >= 0) {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", type);
        // A body of known length is sent once; any other would be sent again when no reply comes.
        connection.setFixedLengthStreamingMode(body.length);
        body.content.writeTo(connection.getOutputStream());
      }
      return reply(connection);
    } catch (ConnectException e) {
      throw new FuseboxException("no Fusebox answers; start one: fusebox run", e);
    } catch (IOException e) {
      throw new FuseboxException("the running Fusebox did not answer: " + e.getMessage(), e);
    }
  }

  private JsonNode reply(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    byte[] bytes =
        bytes(status < ERRORS ? connection.getInputStream() : connection.getErrorStream());
    JsonNode reply =
        bytes.length == 0
            ? JsonNodeFactory.instance.objectNode()
            : JsonFile.parseObject(bytes, Path.of("the running Fusebox's reply"));
    if (status >= ERRORS) {
      String trace = status == FAULT ? LogFile.hint(LogFile.in(workspace)) : "";
      throw new FuseboxException(reply.path("detail").asText() + trace);
    }
    return reply;
  }

  private static byte[] bytes(InputStream stream) throws IOException {
    try (InputStream in = stream == null ? InputStream.nullInputStream() : stream) {
      return in.readAllBytes();
    }
  }

  /** Java's older client: the newer one takes longer to load than the request takes. */
  private HttpURLConnection connection(String method, String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            new URL("http", address.host(), address.port(), path).openConnection(Proxy.NO_PROXY);
    connection.setRequestMethod(method);
    connection.setRequestProperty("Authorization", "Bearer " + address.token());
    connection.setConnectTimeout((int) SOON.toMillis());
    return connection;
  }
}
