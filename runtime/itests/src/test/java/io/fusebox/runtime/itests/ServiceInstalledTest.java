package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.host.LiveFusebox;
import io.fusebox.runtime.live.Reply;
import io.fusebox.runtime.server.FuseboxServer;
import io.fusebox.runtime.worlds.scenes.QuestionWorld;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service over real pipelines and plug-ins in a real framework. */
class ServiceInstalledTest {
  private static final String TEXT = "what color is the shape?";
  private static final String SHAPES = "/api/pipelines/shapes";

  @TempDir Path folder;
  private LiveHome live;
  private Path world;
  private LiveFusebox fusebox;
  private FuseboxServer server;

  @BeforeEach
  void start() {
    live = LiveHome.in(folder);
    live.keepWeights("promptfuse");
    world = new QuestionWorld(1, 1, 8).in(live.workspace().resolve("data"));
    fusebox = live.open();
    server = FuseboxServer.start(fusebox);
    LiveHome.soonIs(fusebox.pipelines(), "shapes", "ACTIVE");
  }

  @AfterEach
  void stop() {
    server.close();
    fusebox.close();
  }

  private HttpResponse<String> send(String method, String path, String type, BodyPublisher body)
      throws IOException, InterruptedException {
    String page = server.page();
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Authorization", "Bearer " + page.substring(page.indexOf('=') + 1))
                .header("Content-Type", type)
                .method(method, body)
                .build(),
            BodyHandlers.ofString());
  }

  private JsonNode json(int status, String method, String path, String body) throws Exception {
    String type = body.startsWith("{") ? "application/json" : "application/yaml";
    HttpResponse<String> response = send(method, path, type, BodyPublishers.ofString(body));
    assertEquals(status, response.statusCode(), response.body());
    return new ObjectMapper().readTree(response.body().isEmpty() ? "{}" : response.body());
  }

  @Test
  void answersAndExplainsAsThePipelineDoes() throws Exception {
    Path image = world.resolve("test/0.png");
    Reply reply =
        fusebox.pipeline("shapes").ask(Question.withText(Map.of(Modality.IMAGE, image), TEXT));
    String base64 = Base64.getEncoder().encodeToString(Files.readAllBytes(image));
    JsonNode answer =
        json(
            200,
            "POST",
            SHAPES + "/questions",
            "{\"question\": \"%s\", \"inputs\": {\"image\": \"%s\"}, \"explain\": {\"steps\": 8}}"
                .formatted(TEXT, base64));
    assertEquals(reply.text(), answer.path("answer").asText());
    assertEquals(reply.answer().probability(), answer.path("probability").asDouble());
    JsonNode explanation = answer.path("explanation");
    double shares = 0;
    for (JsonNode part : explanation.path("parts")) {
      shares += part.path("share").asDouble();
    }
    assertEquals(1, shares, 1e-6, explanation::toString);
    JsonNode measured = json(200, "GET", SHAPES, "").path("requests");
    assertEquals(2, measured.path("count").asInt(), measured::toString);
  }

  @Test
  void trainsAndAnswersWithWhatWasTrained() throws Exception {
    String name = world.getFileName().toString();
    Files.writeString(
        live.workspace().resolve("data/q.jsonl"),
        Files.readString(world.resolve("test.jsonl")).replace("test/", name + "/test/"));
    String request =
        "{\"pipeline\": \"shapes\", \"strategy\": \"linear\", \"data\": \"q.jsonl\", \"shots\": 0, \"steps\": 3, \"batch\": 4}";
    JsonNode preview = json(200, "POST", SHAPES + "/preview", "{\"strategy\": \"linear\"}");
    assertFalse(preview.path("possible").asBoolean(), preview::toString);
    String run = json(202, "POST", "/api/training-runs", request).path("id").asText();
    JsonNode[] last = new JsonNode[1];
    LiveHome.soon(
        "the training ends",
        () -> {
          last[0] = quiet("/api/training-runs/" + run);
          return !last[0].path("state").asText().equals("RUNNING");
        });
    assertEquals("DONE", last[0].path("state").asText(), last[0]::toString);
    assertEquals(3, last[0].path("losses").size());
    assertTrue(last[0].path("active").asBoolean());
    JsonNode swapped = json(200, "POST", SHAPES + "/swap", "{\"strategy\": \"linear\"}");
    assertEquals(last[0].path("version").asText(), swapped.path("version").asText());
    assertTrue(swapped.path("swap").path("drainedMillis").isNumber(), swapped::toString);
  }

  private JsonNode quiet(String path) {
    try {
      return json(200, "GET", path, "");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aPipelineIsCheckedSavedAndRemoved() throws Exception {
    String good = Files.readString(live.home().pipelines().resolve("shapes.yaml"));
    String bad = good.replace("features: sequence", "features: sequenze");
    JsonNode verdict = json(200, "POST", "/api/pipelines/mine/check", bad);
    assertFalse(verdict.path("valid").asBoolean());
    assertEquals("features", verdict.path("field").asText(), verdict::toString);
    assertEquals(4, verdict.path("line").asInt(), verdict::toString);
    String none = good.replace("prompt-length: 20", "prompt-length: 0");
    JsonNode unquoted = json(200, "POST", "/api/pipelines/mine/check", none);
    assertEquals("prompt-length", unquoted.path("field").asText(), unquoted::toString);
    assertEquals(5, unquoted.path("line").asInt(), unquoted::toString);
    JsonNode refused = json(422, "PUT", "/api/pipelines/mine/file", bad);
    assertTrue(refused.path("detail").asText().contains("sequenze"), refused::toString);
    assertTrue(json(200, "POST", "/api/pipelines/mine/check", good).path("waits").asBoolean());
    assertEquals(
        "WAITING", json(201, "PUT", "/api/pipelines/mine/file", good).path("state").asText());
    json(204, "DELETE", "/api/pipelines/mine", "");
    json(404, "GET", "/api/pipelines/mine", "");
    json(409, "DELETE", SHAPES, "");
    try (var left = Files.list(live.workspace().resolve("pipelines"))) {
      assertTrue(left.allMatch(Files::isDirectory));
    }
  }

  @Test
  void aPlugInIsDeployedAndTakenAwayAgain() throws Exception {
    byte[] jar = TestJar.like(live.jar("promptfuse")).build(7).bytes();
    JsonNode before = json(200, "GET", "/api/plugins/promptfuse", "");
    assertFalse(before.path("own").asBoolean());
    assertTrue(before.path("readme").asText().startsWith("#"), before::toString);
    assertEquals("prompt-length", before.path("settings").get(0).path("name").asText());
    HttpResponse<String> deployed =
        send(
            "POST",
            "/api/plugins?name=mine.jar",
            "application/java-archive",
            BodyPublishers.ofByteArray(jar));
    assertEquals(200, deployed.statusCode(), deployed.body());
    JsonNode now = json(200, "GET", "/api/plugins/promptfuse", "");
    assertTrue(now.path("own").asBoolean());
    assertEquals("[\"shapes\"]", now.path("usedBy").toString().replace("\"sarcasm\",", ""));
    assertFalse(now.path("version").asText().equals(before.path("version").asText()));
    json(204, "DELETE", "/api/plugins/promptfuse", "");
    assertEquals(before, json(200, "GET", "/api/plugins/promptfuse", ""));
    json(409, "DELETE", "/api/plugins/promptfuse", "");
  }
}
