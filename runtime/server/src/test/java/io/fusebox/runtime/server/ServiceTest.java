package io.fusebox.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.runtime.server.client.DaemonClient;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the service's own API does, over a fake system. */
class ServiceTest {
  @TempDir Path workspace;
  private Served served;

  @BeforeEach
  void start() {
    served = new Served(workspace);
  }

  @AfterEach
  void stop() {
    served.close();
  }

  @Test
  void isLiveAtOnceAndReadyWhenAPipelineAnswers() {
    assertEquals(
        "live", Served.json(served.send(served.request("/health/live"))).path("status").asText());
    assertEquals(200, served.send(served.request("/health/ready")).statusCode());
    served.system.states.put("shapes", "WAITING");
    HttpResponse<String> waiting = served.send(served.request("/health/ready"));
    assertEquals(503, waiting.statusCode());
    assertEquals("WAITING", Served.json(waiting).path("pipelines").path("shapes").asText());
  }

  @Test
  void answersABatchInOrderAndABadQuestionCostsTheOthersNothing() {
    HttpResponse<String> lines =
        served.post(
            "/api/pipelines/shapes/batches",
            "{\"questions\": [{\"question\": \"a\"}, {\"question\": \"\"}, 7, {\"question\": \"b\"}]}");
    assertEquals(200, lines.statusCode());
    List<JsonNode> read = lines.body().lines().map(Served::json).toList();
    assertEquals(4, read.size());
    assertEquals("a", read.get(0).path("answer").path("answer").asText());
    assertEquals(400, read.get(1).path("problem").path("status").asInt());
    assertEquals(400, read.get(2).path("problem").path("status").asInt());
    assertEquals("b", read.get(3).path("answer").path("answer").asText());
    assertEquals(3, read.get(3).path("index").asInt());
  }

  @Test
  void pipelinesAreStoppedStartedSwappedSharedAndPromoted() {
    assertEquals("STOPPED", change("POST", "stop", "").path("state").asText());
    HttpResponse<String> stopped =
        served.post("/api/pipelines/shapes/questions", "{\"question\": \"a\"}");
    assertEquals(503, stopped.statusCode());
    assertEquals("1", stopped.headers().firstValue("Retry-After").orElse(""));
    assertEquals("ACTIVE", change("POST", "start", "").path("state").asText());
    assertEquals(
        "linear", change("POST", "swap", "{\"strategy\": \"linear\"}").path("strategy").asText());
    JsonNode shared = change("PUT", "second", "{\"strategy\": \"blind\", \"share\": 0.25}");
    assertEquals("share blind=0.25", shared.path("traffic").asText());
    assertEquals("blind", change("POST", "promote", "").path("strategy").asText());
    JsonNode shadow = change("PUT", "second", "{\"strategy\": \"linear\"}");
    assertEquals("shadow linear", shadow.path("traffic").asText());
    assertEquals("", change("DELETE", "second", "").path("traffic").asText());
  }

  private JsonNode change(String method, String what, String body) {
    HttpResponse<String> done =
        served.send(
            served
                .own("/api/pipelines/shapes/" + what)
                .header("Content-Type", "application/json")
                .method(method, Served.body(body)));
    assertEquals(200, done.statusCode(), done.body());
    return Served.json(done);
  }

  @Test
  void previewSaysWhetherASwapWouldSucceed() {
    JsonNode good =
        Served.json(served.post("/api/pipelines/shapes/preview", "{\"strategy\": \"linear\"}"));
    assertTrue(good.path("possible").asBoolean());
    assertEquals("v1", good.path("version").asText());
    JsonNode bad =
        Served.json(served.post("/api/pipelines/shapes/preview", "{\"strategy\": \"nothing\"}"));
    assertFalse(bad.path("possible").asBoolean());
    assertTrue(bad.path("reason").asText().contains("nothing"));
    assertEquals("promptfuse", served.system.strategies.get("shapes"));
  }

  @Test
  void aFileIsSavedOnlyOverTheOneThatWasRead() {
    HttpResponse<String> read = served.get("/api/pipelines/shapes/file");
    String tag = read.headers().firstValue("ETag").orElseThrow();
    assertEquals("plm: old\n", read.body());
    assertEquals(200, save("shapes", "plm: new\n", tag).statusCode());
    assertEquals(412, save("shapes", "plm: newer\n", tag).statusCode());
    assertEquals("plm: new\n", served.system.texts.get("shapes"));
    assertEquals(201, save("other", "plm: x\n", null).statusCode());
    HttpResponse<String> refused = save("shapes", "nothing", null);
    assertEquals(422, refused.statusCode());
    assertEquals("plm", Served.json(refused).path("field").asText());
    assertEquals(1, Served.json(refused).path("line").asInt());
  }

  private HttpResponse<String> save(String name, String yaml, String tag) {
    var request =
        served
            .own("/api/pipelines/" + name + "/file")
            .header("Content-Type", "application/yaml")
            .PUT(Served.body(yaml));
    return served.send(tag == null ? request : request.header("If-Match", tag));
  }

  @Test
  void aTrainingIsBegunWatchedAndCancelled() {
    HttpResponse<String> begun =
        served.post(
            "/api/training-runs",
            "{\"pipeline\": \"shapes\", \"data\": \"easy-vqa\", \"shots\": 8}");
    assertEquals(202, begun.statusCode(), begun.body());
    String run = begun.headers().firstValue("Location").orElseThrow();
    assertEquals(8, Served.json(served.get(run)).path("total").asInt());
    HttpResponse<String> second =
        served.post("/api/training-runs", "{\"pipeline\": \"shapes\", \"data\": \"easy-vqa\"}");
    assertEquals(429, second.statusCode());
    assertTrue(second.headers().firstValue("Retry-After").isPresent());
    HttpResponse<String> cancelled = served.send(served.own(run).DELETE());
    assertEquals(202, cancelled.statusCode());
    assertEquals("CANCELLED", Served.json(cancelled).path("state").asText());
  }

  @Test
  void eventsTellTheStateAndThenWhatChanges() throws Exception {
    HttpResponse<InputStream> events =
        HttpClient.newHttpClient()
            .send(served.own("/api/events").build(), BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
      assertEquals("ACTIVE", next(lines, "event: pipeline").path("state").asText());
      served.system.stop("shapes");
      assertEquals("STOPPED", next(lines, "event: pipeline").path("state").asText());
      served.system.trainings.put("RUNNING", "shapes", 5);
      assertEquals(5, next(lines, "event: training").path("total").asInt());
      served.system.delete("shapes");
      assertEquals("shapes", next(lines, "event: pipeline-removed").path("name").asText());
    }
  }

  private static JsonNode next(BufferedReader lines, String event) throws Exception {
    String line = lines.readLine();
    while (!line.equals(event)) {
      line = lines.readLine();
    }
    return Served.json(lines.readLine().substring("data: ".length()));
  }

  @Test
  void plugInsModelsMetricsAndLeasesAreListed() {
    JsonNode plugins = Served.json(served.get("/api/plugins"));
    assertEquals("promptfuse", plugins.path("plugins").get(0).path("id").asText());
    assertEquals("it is not a jar", plugins.path("refused").get(0).path("reason").asText());
    assertEquals(404, served.get("/api/plugins/promptfuze").statusCode());
    assertEquals(409, served.send(served.own("/api/plugins/promptfuse").DELETE()).statusCode());
    assertEquals(
        "bart", Served.json(served.get("/api/models")).path("models").get(0).path("type").asText());
    assertEquals(
        "easy-vqa", Served.json(served.get("/api/data-sets")).path("dataSets").get(0).asText());
    assertEquals(0, Served.json(served.get("/api/leases")).path("leases").path("shapes").asInt(-1));
    assertEquals(1, Served.json(served.get("/api/metrics")).path("metrics").size());
    HttpResponse<String> scraped = served.get("/metrics");
    assertTrue(scraped.body().startsWith("fusebox_requests_seconds_count"), scraped.body());
    assertTrue(
        scraped
            .headers()
            .firstValue("Content-Type")
            .orElse("")
            .startsWith("text/plain; version=0.0.4"));
  }

  @Test
  void aRequestIsNamedInItsResponse() {
    HttpResponse<String> own =
        served.send(served.own("/api/me").header("X-Request-Id", "my-request.1"));
    assertEquals("my-request.1", own.headers().firstValue("X-Request-Id").orElse(""));
    HttpResponse<String> odd =
        served.send(served.own("/api/pipelines/none").header("X-Request-Id", "a b\tc"));
    String id = odd.headers().firstValue("X-Request-Id").orElse("");
    assertEquals(36, id.length(), id);
    assertEquals(id, Served.json(odd).path("request").asText());
  }

  @Test
  void theCommandLinesClientSpeaksTheSameApi() {
    DaemonClient client = DaemonClient.of(workspace);
    assertEquals(1, client.get("/api/pipelines").path("pipelines").size());
    assertEquals(
        "STOPPED", client.post(DaemonClient.pipeline("shapes", "stop")).path("state").asText());
  }

  @Test
  void whoeverStopsWaitsForRequestsThatHaveBegun() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    served.system.answers =
        question -> {
          begun.countDown();
          awaitQuietly(go);
          return "late";
        };
    var answer =
        CompletableFuture.supplyAsync(
            () -> served.post("/api/pipelines/shapes/questions", "{\"question\": \"a\"}"));
    begun.await();
    var stopped = CompletableFuture.runAsync(served.server::close);
    go.countDown();
    assertEquals("late", Served.json(answer.get()).path("answer").asText());
    stopped.get();
    assertTrue(DaemonClient.find(workspace).isEmpty());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void samplesAreListedAndTheirFilesServedAsWhatTheyAre() throws Exception {
    served.system.sample = Files.writeString(workspace.resolve("0.png"), "PIXELS");
    JsonNode sample = Served.json(served.get("/api/samples")).path("samples").path(0);
    assertEquals("[\"image\"]", sample.path("inputs").toString());
    HttpResponse<String> file = served.get("/api/samples/one/image");
    assertEquals("PIXELS", file.body());
    assertEquals("image/png", file.headers().firstValue("Content-Type").orElse(""));
    assertEquals(404, served.get("/api/samples/one/audio").statusCode());
    assertEquals(401, served.send(served.request("/api/samples/one/image")).statusCode());
  }

  @Test
  void reportsAreListedAndOpened() {
    JsonNode reports = Served.json(served.get("/api/reports")).path("reports");
    assertEquals("easy", reports.path(0).path("name").asText());
    assertEquals("<h1>easy</h1>", served.get("/api/reports/easy").body());
    assertEquals(404, served.get("/api/reports/other").statusCode());
    assertEquals(401, served.send(served.request("/api/reports/easy")).statusCode());
  }

  @Test
  void generatedDataSetsAreNamedApart() {
    JsonNode data = Served.json(served.get("/api/data-sets"));
    assertEquals("[\"easy-vqa\"]", data.path("dataSets").toString());
    assertEquals("[\"shapes\"]", data.path("generated").toString());
  }

  @Test
  void whatIsCheckedIsRepliedAsWhatItSays() {
    JsonNode fits = check("plm: some\nanswer: {max-length: 6}\n");
    assertEquals(6, fits.path("content").path("answer").path("max-length").asInt());
    JsonNode refused = check("strategy: linear\n");
    assertFalse(refused.path("valid").asBoolean());
    assertEquals("linear", refused.path("content").path("strategy").asText());
    assertTrue(check("plm: [\n").path("content").isMissingNode());
    assertTrue(check("plm: &a [*a]\n").path("content").isMissingNode());
    assertTrue(check("words").path("content").isMissingNode());
  }

  private JsonNode check(String yaml) {
    return Served.json(
        served.send(
            served
                .own("/api/pipelines/mine/check")
                .header("Content-Type", "application/yaml")
                .POST(Served.body(yaml))));
  }
}
