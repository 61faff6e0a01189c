package io.fusebox.runtime.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.files.JsonFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Talks to the daemon of a workspace. */
public final class DaemonClient {
  static final String TOKEN = "Fusebox-Token";
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final DaemonAddress door;

  private DaemonClient(DaemonAddress door) {
    this.door = door;
  }

  /** The daemon of this workspace; empty when none runs. */
  public static Optional<DaemonClient> find(Path workspace) {
    Path root = workspace.toAbsolutePath().normalize();
    if (!Files.exists(DaemonAddress.file(root))) {
      return Optional.empty();
    }
    DaemonClient client = new DaemonClient(DaemonAddress.read(root));
    return client.isThere() ? Optional.of(client) : Optional.empty();
  }

  /** The daemon of this workspace; refused when none runs. */
  public static DaemonClient of(Path workspace) {
    return find(workspace)
        .orElseThrow(
            () ->
                new FuseboxException(
                    "no Fusebox runs with the workspace %s; start one: fusebox run"
                        .formatted(workspace)));
  }

  /** A daemon that was killed leaves its file behind. */
  private boolean isThere() {
    try {
      call("leases", JsonNodeFactory.instance.objectNode());
      return true;
    } catch (FuseboxException e) {
      return false;
    }
  }

  /**
   * Runs a command.
   *
   * @throws FuseboxException when it fails, with the daemon's reason
   */
  public JsonNode call(String command, JsonNode arguments) {
    Response response = send(command, arguments);
    JsonNode reply = JsonFile.parseObject(response.body(), Path.of("the daemon's reply"));
    if (response.status() != 200) {
      throw new FuseboxException(reply.path("error").asText());
    }
    return reply;
  }

  private Response send(String command, JsonNode arguments) {
    try {
      HttpURLConnection connection = connection(command);
      byte[] body = arguments.toString().getBytes(StandardCharsets.UTF_8);
      // A body of known length is sent once; any other would be sent again when no reply comes.
      connection.setFixedLengthStreamingMode(body.length);
      connection.getOutputStream().write(body);
      int status = connection.getResponseCode();
      InputStream stream = status < 400 ? connection.getInputStream() : connection.getErrorStream();
      try (InputStream reply = stream == null ? InputStream.nullInputStream() : stream) {
        return new Response(status, reply.readAllBytes());
      }
    } catch (ConnectException e) {
      throw new FuseboxException("no Fusebox answers; start one: fusebox run", e);
    } catch (IOException e) {
      throw new FuseboxException("the running Fusebox did not answer: " + e.getMessage(), e);
    }
  }

  /** Java's older client: the newer one takes longer to load than the request takes. */
  private HttpURLConnection connection(String command) throws IOException {
    String address = InetAddress.getLoopbackAddress().getHostAddress();
    HttpURLConnection connection =
        (HttpURLConnection)
            new URL("http", address, door.port(), "/" + command).openConnection(Proxy.NO_PROXY);
    connection.setRequestMethod("POST");
    connection.setRequestProperty(TOKEN, door.token());
    connection.setReadTimeout((int) PATIENCE.toMillis());
    connection.setDoOutput(true);
    return connection;
  }

  private record Response(int status, byte[] body) {}
}
