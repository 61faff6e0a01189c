package io.fusebox.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.plugin.Host;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.http.Problem;
import io.fusebox.runtime.live.QuestionFiles.Use;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are not what they should be: each is refused with the right code, and no other. */
class HostileRequestsTest {
  private static final String ASK = "/api/pipelines/shapes/questions";
  private static final String CHAT =
      "{\"model\": \"shapes\", \"messages\": [{\"role\": \"user\", \"content\": \"a?\"}]}";

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

  /** Refused with a problem; and the next request is answered as usual. */
  private void assertRefused(int status, HttpResponse<String> response) {
    assertEquals(status, response.statusCode(), response.body());
    assertEquals(
        "application/problem+json", response.headers().firstValue("Content-Type").orElse(""));
    JsonNode problem = Served.json(response);
    assertEquals(status, problem.path("status").asInt());
    assertFalse(problem.path("detail").asText().isEmpty());
    assertEquals(
        response.headers().firstValue("X-Request-Id").orElse(""), problem.path("request").asText());
    assertEquals(200, served.post(ASK, "{\"question\": \"a\"}").statusCode());
  }

  @Test
  void bodiesAreBounded() {
    String large = "{\"question\": \"" + "x".repeat(200_000) + "\"}";
    assertRefused(413, served.post(ASK, large));
    HttpResponse<String> chunked =
        served.send(
            served
                .own(ASK)
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8)))));
    assertRefused(413, chunked);
    HttpResponse<String> jar =
        served.send(
            served
                .own("/api/plugins?name=a.jar")
                .header("Content-Type", "application/java-archive")
                .POST(Served.body("PK" + "x".repeat(400_000))));
    assertRefused(413, jar);
    assertRefused(
        413,
        form(
            "--B\r\nContent-Disposition: form-data; name=\"image\"\r\n\r\n" + "x".repeat(400_000)));
  }

  @Test
  void textsAreBoundedBeforeAModelReadsThem() {
    String most = "x".repeat(64 << 10);
    assertEquals(200, served.post(ASK, "{\"question\": \"" + most + "\"}").statusCode());
    HttpResponse<String> json = served.post(ASK, "{\"question\": \"" + most + "y\"}");
    assertRefused(413, json);
    assertTrue(json.body().contains("the question has 65,537 bytes, at most 65,536"), json.body());
    String end = "\r\n--B--\r\n";
    String part = "--B\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n";
    assertRefused(413, form(part.formatted("question") + most + "y" + end));
    String options = "\r\n" + part.formatted("options") + "{" + " ".repeat(70_000) + "}" + end;
    assertRefused(413, form(part.formatted("question") + "a" + options));
    assertRefused(
        413,
        served.post(ASK, "{\"question\": \"a\", \"explain\": {\"answer\": \"" + most + "y\"}}"));
    assertEquals(
        413, served.post("/v1/chat/completions", CHAT.replace("a?", most + "y")).statusCode());
    assertEquals(1 + 4, served.system.asked.size()); // none but those after each refusal
  }

  @Test
  void theTextOfAnEndpointsQuestionIsBoundedToo() {
    Question large = new Question(Map.of(), "x".repeat(70_000));
    Host host = served.system.system().host();
    assertEquals(413, assertThrows(Problem.class, () -> host.ask("shapes", large)).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing",
        "[]",
        "{\"question\": \"a\"} {}",
        "{\"question\": \"a\", \"question\": \"b\"}",
        "{\"question\": 7}",
        "{\"question\": \" \"}",
        "{\"question\": \"a\", \"inptus\": {}}",
        "{\"question\": \"a\", \"inputs\": []}",
        "{\"question\": \"a\", \"inputs\": {\"../x\": \"AAAA\"}}",
        "{\"question\": \"a\", \"inputs\": {\"image\": \"no base64!\"}}",
        "{\"question\": \"a\", \"inputs\": {\"image\": \"\"}}",
        "{\"question\": \"a\", \"inputs\": {\"image\": \"http://127.0.0.1/x.png\"}}",
        "{\"question\": \"a\", \"inputs\": {\"image\": \"file:///etc/passwd\"}}",
        "{\"question\": \"a\", \"inputs\": {\"image\": \"data:image/png,xyz\"}}",
        "{\"question\": \"a\", \"inputs\": {\"image\": {\"url\": \"http://x\"}}}",
        "{\"question\": \"a\", \"inputs\": {\"image\": {\"file\": \"relative.png\"}}}",
        "{\"question\": \"a\", \"explain\": 7}"
      })
  void whatIsNoQuestionIsABadRequest(String body) {
    assertRefused(400, served.post(ASK, body));
  }

  @Test
  void jsonThatIsNestedDeeplyIsABadRequest() {
    String deep = "{\"question\": " + "[".repeat(40_000) + "]".repeat(40_000) + "}";
    assertRefused(400, served.post(ASK, deep));
  }

  @Test
  void bodiesOfOtherTypesAreRefused() {
    for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "image/png")) {
      assertRefused(
          415,
          served.send(
              served.own(ASK).header("Content-Type", type).POST(Served.body("{\"question\": 1}"))));
    }
    assertRefused(415, served.send(served.own(ASK).POST(Served.body("{\"question\": \"a\"}"))));
    assertRefused(
        415,
        served.send(
            served
                .own(ASK)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(Served.body("{}"))));
  }

  private HttpResponse<String> form(String body) {
    return served.send(
        served
            .own(ASK)
            .header("Content-Type", "multipart/form-data; boundary=B")
            .POST(Served.body(body)));
  }

  @Test
  void malformedFormsAreBadRequests() {
    String part = "--B\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\nx\r\n";
    List<String> bad = new ArrayList<>();
    bad.add("nothing of the kind");
    bad.add("--B\r\n");
    bad.add(part.formatted("question")); // without its end
    bad.add(part.formatted("image") + "--B--\r\n"); // without a question
    bad.add(part.formatted("question") + part.formatted("question") + "--B--\r\n");
    bad.add(part.formatted("question") + part.formatted("../../etc/x") + "--B--\r\n");
    bad.add("--B\r\nContent-Disposition: form-data\r\n\r\nx\r\n--B--\r\n");
    for (String body : bad) {
      assertRefused(400, form(body));
    }
    assertRefused(413, form(part.formatted("image").repeat(100) + "--B--\r\n"));
    assertRefused(
        400,
        served.send(
            served.own(ASK).header("Content-Type", "multipart/form-data").POST(Served.body("x"))));
    assertNothingIsLeft();
  }

  private void assertNothingIsLeft() {
    served.system.uses.forEach(Use::close);
    try (Stream<Path> folders = Files.list(workspace.resolve("run").resolve("inputs"))) {
      assertEquals(List.of(), folders.toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whoeverSendsSlowlyIsNotWaitedFor() throws Exception {
    String head =
        "POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: 1000\r\n\r\n{";
    String json = served.raw(head.formatted(ASK, served.owner, "application/json"));
    assertTrue(json.startsWith("HTTP/1.1 408 "), json);
    String form = served.raw(head.formatted(ASK, served.owner, "multipart/form-data; boundary=B"));
    assertTrue(form.startsWith("HTTP/1.1 408 "), form);
    assertEquals(200, served.post(ASK, "{\"question\": \"a\"}").statusCode());
  }

  @Test
  void whatIsNoHttpIsRefused() throws Exception {
    assertTrue(served.raw("nonsense\r\n\r\n").startsWith("HTTP/1.1 400 "));
    String headers = "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(40_000) + "\r\n\r\n";
    assertTrue(served.raw(headers).startsWith("HTTP/1.1 431 "));
    String smuggled =
        "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    assertTrue(served.raw(smuggled.formatted(ASK)).startsWith("HTTP/1.1 400 "));
    assertTrue(
        served
            .raw("GET /%2e%2e/x HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .startsWith("HTTP/1.1 400 "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/pipelines/..%2f..%2fetc",
        "/api/pipelines/%2e%2e/file",
        "/console/..%2f..%2f..%2fetc%2fpasswd",
        "/console/.hidden",
        "/console/a//b",
        "/webjars/..;/x",
        "/x/%00"
      })
  void pathsThatLeadElsewhereAreRefused(String path) throws Exception {
    String reply =
        served.raw(
            "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n"
                .formatted(path, served.owner));
    assertTrue(reply.startsWith("HTTP/1.1 400 ") || reply.startsWith("HTTP/1.1 404 "), reply);
  }

  @Test
  void namesOfFilesThatLeadElsewhereAreRefused() {
    for (String name :
        List.of("..%2fa.jar", "a", "%2ftmp%2fa.jar", "a.jar%00", ".a.jar", "a%5cb.jar")) {
      HttpResponse<String> jar =
          served.send(
              served
                  .own("/api/plugins?name=" + name)
                  .header("Content-Type", "application/java-archive")
                  .POST(Served.body("PK")));
      assertRefused(400, jar);
    }
    assertEquals(List.of(), served.system.deployed);
    for (String name : List.of("a.b", "-a", "a%20b")) {
      HttpResponse<String> yaml =
          served.send(
              served
                  .own("/api/pipelines/" + name + "/file")
                  .header("Content-Type", "application/yaml")
                  .PUT(Served.body("plm: x\n")));
      assertRefused(400, yaml);
    }
    assertRefused(
        400,
        served.post("/api/training-runs", "{\"pipeline\": \"shapes\", \"data\": \"../../etc\"}"));
  }

  @Test
  void whatIsNoJarIsRefusedBeforeAnythingOfItRuns() {
    HttpResponse<String> refused =
        served.send(
            served
                .own("/api/plugins?name=a.jar")
                .header("Content-Type", "application/java-archive")
                .POST(Served.body("#!/bin/sh")));
    assertRefused(422, refused);
    assertEquals(List.of(), served.system.deployed);
  }

  @Test
  void wrongMethodsAndUnknownNamesAreToldApart() {
    HttpResponse<String> method =
        served.send(served.own("/api/pipelines").method("PATCH", Served.body("")));
    assertRefused(405, method);
    assertEquals("GET", method.headers().firstValue("Allow").orElse(""));
    assertRefused(404, served.get("/api/pipelines/shaeps"));
    assertRefused(404, served.post("/api/pipelines/shaeps/questions", "{\"question\": \"a\"}"));
    assertRefused(404, served.get("/api/nothing"));
    assertRefused(404, served.get("/api/pipelines/shapes/nothing"));
  }

  @Test
  void moreQuestionsThanCanWaitAreSentAwayAtOnce() throws Exception {
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch go = new CountDownLatch(1);
    served.system.answers =
        question -> {
          begun.countDown();
          awaitQuietly(go);
          return "a";
        };
    assertSomeAreSentAwayAtOnce(ASK, "{\"question\": \"a\"}", begun, go);
  }

  @Test
  void chatsThatWaitForTheirPipelineAreBoundedToo() throws Exception {
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch go = new CountDownLatch(1);
    served.system.onInputs =
        () -> {
          begun.countDown();
          awaitQuietly(go);
        };
    assertSomeAreSentAwayAtOnce("/v1/chat/completions", CHAT, begun, go);
  }

  @Test
  void aChatWithAPipelineThatIsNotActiveIsToldSo() {
    served.system.stop("shapes");
    HttpResponse<String> refused = served.post("/v1/chat/completions", CHAT);
    assertEquals(503, refused.statusCode());
    assertEquals("1", refused.headers().firstValue("Retry-After").orElse(""));
  }

  /** Two run and two wait; of the other eight each is answered while those still run. */
  private void assertSomeAreSentAwayAtOnce(
      String path, String body, CountDownLatch begun, CountDownLatch go) throws Exception {
    List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      asked.add(
          CompletableFuture.supplyAsync(
              () -> served.post(path, body), task -> new Thread(task).start()));
    }
    begun.await();
    CompletableFuture.anyOf(asked.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
    go.countDown();
    List<Integer> statuses = new ArrayList<>();
    for (CompletableFuture<HttpResponse<String>> each : asked) {
      HttpResponse<String> response = each.get();
      statuses.add(response.statusCode());
      if (response.statusCode() == 429) {
        assertEquals("1", response.headers().firstValue("Retry-After").orElse(""));
      }
    }
    assertTrue(statuses.contains(429), statuses::toString);
    assertTrue(statuses.stream().filter(s -> s == 200).count() >= 4, statuses::toString);
    assertEquals(List.of(200, 429), statuses.stream().distinct().sorted().toList());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
