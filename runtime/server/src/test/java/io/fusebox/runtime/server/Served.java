package io.fusebox.runtime.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fusebox.runtime.http.Limits;
import io.fusebox.runtime.http.Listening;
import io.fusebox.runtime.http.security.Role;
import io.fusebox.runtime.http.security.TokenFile;
import io.fusebox.runtime.server.client.DaemonAddress;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** A fake system that is served, and a client of it. */
final class Served implements AutoCloseable {
  /** Small enough that tests reach them. */
  static final Limits LIMITS =
      new Limits(
          100_000,
          300_000,
          Limits.STANDARD.text(),
          1 << 20,
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          2,
          2,
          2,
          Duration.ofSeconds(5));

  final FakeSystem system = new FakeSystem();
  final Path workspace;
  final FuseboxServer server;
  final String owner;
  private final HttpClient client = HttpClient.newHttpClient();

  Served(Path workspace) {
    this(workspace, LIMITS);
  }

  Served(Path workspace, Limits limits) {
    this.workspace = workspace;
    this.server = FuseboxServer.start(system.system(), workspace, Listening.HERE, limits, () -> {});
    this.owner = DaemonAddress.read(workspace).token();
  }

  /** Makes a token. */
  String token(Role role) {
    return TokenFile.of(workspace).create(role.id() + "-token", role, 10_000).secret();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .timeout(Duration.ofSeconds(30));
  }

  /** A request of the workspace's owner. */
  HttpRequest.Builder own(String path) {
    return request(path).header("Authorization", "Bearer " + owner);
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> get(String path) {
    return send(own(path));
  }

  HttpResponse<String> post(String path, String json) {
    return send(own(path).header("Content-Type", "application/json").POST(body(json)));
  }

  static BodyPublisher body(String text) {
    return BodyPublishers.ofString(text);
  }

  static JsonNode json(HttpResponse<String> response) {
    return json(response.body());
  }

  static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new IllegalStateException(text, e);
    }
  }

  /** Sends bytes as they are, and reads what comes until the connection ends. */
  String raw(String bytes) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
