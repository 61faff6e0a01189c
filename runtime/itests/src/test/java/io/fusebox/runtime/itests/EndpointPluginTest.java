package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.runtime.host.LiveFusebox;
import io.fusebox.runtime.http.Listening;
import io.fusebox.runtime.itests.ServedHome.Response;
import io.fusebox.runtime.itests.plugins.HelloEndpoint;
import io.fusebox.runtime.server.FuseboxServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An endpoint that a plug-in brings, and what statuses report of it, of pipelines and of requests.
 */
class EndpointPluginTest {
  private static final String NOPROMPT = "plm: embedded:bart-shapes\nstrategy: noprompt\n";

  @TempDir Path folder;
  private LiveHome live;
  private LiveFusebox box;
  private FuseboxServer server;
  private ServedHome service;
  private Path jar;

  @BeforeEach
  void open() throws Exception {
    live = LiveHome.in(folder);
    box = live.open();
    server = FuseboxServer.start(box, Listening.HERE);
    service = ServedHome.of(live.workspace());
    jar = live.home().plugins().resolve("hello.jar");
  }

  @AfterEach
  void close() throws Exception {
    server.close();
    box.close();
  }

  private void drop() {
    TestJar.bundle("hello").plugin("hello", HelloEndpoint.Module.class).drop(jar);
    LiveHome.soon("hello is there", () -> status("/hello", "{}") != 404);
  }

  private int status(String path, String body) {
    try {
      return service.post(path, body).status();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String asks(String pipeline) {
    return "{\"pipeline\": \"" + pipeline + "\"}";
  }

  @Test
  void itComesAnswersAndGoes() throws Exception {
    live.pipeline("plain", NOPROMPT);
    LiveHome.soonIs(box.pipelines(), "plain", "ACTIVE noprompt");
    assertEquals(404, status("/hello", asks("plain")));
    drop();
    Response answered = service.post("/hello", asks("plain"));
    assertEquals(200, answered.status(), () -> answered.body().toString());
    assertTrue(answered.body().path("text").isTextual(), () -> answered.body().toString());
    Files.delete(jar);
    LiveHome.soon("hello is gone", () -> status("/hello", asks("plain")) == 404);
    drop();
    assertEquals(answered.body(), service.post("/hello", asks("plain")).body());
  }

  /** With the reason: 503 says that the same request may be answered later. */
  @Test
  void aPipelineThatDoesNotRunIs503WhyeverItDoesNot() throws Exception {
    drop();
    live.pipeline("plain", NOPROMPT);
    live.pipeline("broken", "plm: embedded:bart-shapes\nstrategy: {id: noprompt, no-such: 1}\n");
    LiveHome.soonIs(box.pipelines(), "plain", "ACTIVE noprompt");
    LiveHome.soonIs(box.pipelines(), "broken", "FAILED");
    assertRefused("broken", 503, "broken is FAILED", "no-such");
    box.pipelines().stop("plain");
    assertRefused("plain", 503, "plain is STOPPED");
    box.pipelines().start("plain");
    assertEquals(200, status("/hello", asks("plain")));
    assertRefused("plian", 404, "plian", "did you mean plain?");
  }

  private void assertRefused(String pipeline, int status, String... words) throws Exception {
    Response response = service.post("/hello", asks(pipeline));
    assertEquals(status, response.status(), () -> response.body().toString());
    for (String word : words) {
      assertTrue(response.body().toString().contains(word), () -> response.body().toString());
    }
  }

  @Test
  void aWrongRequestIsTheCallersFaultAndABrokenEndpointIsItsOwn() throws Exception {
    drop();
    for (String wrong : new String[] {"{}", "{\"pipeline\": 3}", "{", "[1]", "", "\"text\""}) {
      int status = status("/hello", wrong);
      assertTrue(Set.of(400, 422).contains(status), wrong + ": " + status);
    }
    assertEquals(500, status("/hello", "{\"break\": true}"));
    assertEquals(404, status("/helo", "{}"));
    assertEquals(401, service.with("0".repeat(64)).post("/hello", "{}").status());
    Response got = service.send("/hello", "GET", "");
    assertEquals(405, got.status());
    assertEquals("POST", got.http().headers().firstValue("Allow").orElse(""));
  }
}
