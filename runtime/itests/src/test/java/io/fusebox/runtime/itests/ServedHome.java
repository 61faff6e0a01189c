package io.fusebox.runtime.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

/** The service of a running Fusebox, as any program on its machine may use it. */
record ServedHome(int port, String token) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** A response. */
  record Response(int status, JsonNode body, HttpResponse<byte[]> http) {}

  /** The service of a workspace, by the file that says where it is. */
  static ServedHome of(Path workspace) throws IOException {
    JsonNode address = JSON.readTree(workspace.resolve("run/daemon.json").toFile());
    return new ServedHome(address.get("port").asInt(), address.get("token").asText());
  }

  /** The same with another token. */
  ServedHome with(String other) {
    return new ServedHome(port, other);
  }

  Response post(String path, String body) throws IOException, InterruptedException {
    return send(path, "POST", body);
  }

  Response send(String path, String method, String body) throws IOException, InterruptedException {
    return send(path, method, "application/json", body);
  }

  Response send(String path, String method, String type, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", type)
            .method(method, BodyPublishers.ofString(body))
            .build();
    HttpResponse<byte[]> response = CLIENT.send(request, BodyHandlers.ofByteArray());
    return new Response(response.statusCode(), JSON.readTree(response.body()), response);
  }
}
