package io.fusebox.runtime.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.files.JsonFile;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Talks to the daemon of a workspace. */
public final class DaemonClient {
  static final String TOKEN = "Fusebox-Token";
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Door door;

  private DaemonClient(Door door) {
    this.door = door;
  }

  /** The daemon of this workspace; empty when none runs. */
  public static Optional<DaemonClient> find(Path workspace) {
    Path root = workspace.toAbsolutePath().normalize();
    if (!Files.exists(Door.file(root))) {
      return Optional.empty();
    }
    DaemonClient client = new DaemonClient(Door.read(root));
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
    HttpResponse<byte[]> response = send(command, arguments);
    JsonNode reply = JsonFile.parseObject(response.body(), Path.of("the daemon's reply"));
    if (response.statusCode() != 200) {
      throw new FuseboxException(reply.path("error").asText());
    }
    return reply;
  }

  private HttpResponse<byte[]> send(String command, JsonNode arguments) {
    String address = InetAddress.getLoopbackAddress().getHostAddress();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + address + ":" + door.port() + "/" + command))
            .header(TOKEN, door.token())
            .timeout(PATIENCE)
            .POST(BodyPublishers.ofString(arguments.toString()))
            .build();
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (ConnectException e) {
      throw new FuseboxException("no Fusebox answers; start one: fusebox run", e);
    } catch (IOException e) {
      throw new FuseboxException("the running Fusebox did not answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FuseboxException("interrupted while the running Fusebox was asked", e);
    }
  }
}
