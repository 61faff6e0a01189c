package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fusebox.runtime.host.LiveFusebox;
import io.fusebox.runtime.itests.plugins.OtherVit;
import io.fusebox.runtime.server.FuseboxServer;
import io.fusebox.runtime.worlds.scenes.QuestionWorld;
import io.fusebox.testkit.Await;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sixteen clients ask over HTTP while strategies and plug-ins are swapped over HTTP, and somebody
 * listens to the events as the page does. {@code -Dfusebox.requests=10000} asks as often.
 */
class ServiceUnderLoadTest {
  private static final int REQUESTS = Integer.getInteger("fusebox.requests", 800);
  private static final int BETWEEN_SWAPS = 80;
  private static final int CLIENTS = 16;
  private static final String TEXT = "what color is the shape?";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<Path, String> questions = new HashMap<>();
  private LiveHome live;
  private FuseboxServer server;
  private List<Path> images;

  /** What answers: one of two encoders, one of two strategies. */
  private record Parts(boolean otherVit, boolean blind) {
    Parts next(int swap) {
      return swap % 2 == 0 ? new Parts(otherVit, !blind) : new Parts(!otherVit, blind);
    }
  }

  @Test
  void everyRequestIsAnsweredByTheOldPartsOrTheNewOnes() throws Exception {
    live = LiveHome.in(folder);
    live.keepWeights("promptfuse");
    live.keepWeights("blindprompt");
    Path data = new QuestionWorld(8, 8, 4).in(folder.resolve("data"));
    images = IntStream.range(0, 6).mapToObj(i -> data.resolve("test/" + i + ".png")).toList();
    images.forEach(image -> questions.put(image, question(image)));
    try (LiveFusebox fusebox = live.open();
        FuseboxServer opened = FuseboxServer.start(fusebox)) {
      server = opened;
      LiveHome.soonIs(fusebox.pipelines(), "shapes", "ACTIVE");
      Map<Parts, List<String>> answers = answersOfEach();
      assertEquals(4, answers.size());
      assertNotEquals(1, answers.values().stream().distinct().count(), answers::toString);
      Parts parts = new Parts(false, false);
      try (InputStream events = events();
          Load load = new Load(CLIENTS, this::ask, images, answers.get(parts))) {
        load.start();
        Await.until("requests without a swap", load::requests, n -> n >= REQUESTS / 2);
        report("quiet", load.takeTimes());
        int swaps = REQUESTS / 2 / BETWEEN_SWAPS;
        for (int swap = 0; swap < swaps; swap++) {
          Parts before = parts;
          Parts next = parts.next(swap);
          int build = swap;
          load.swap(answers.get(next), () -> change(before, next, build));
          int asked = (swap + 1) * BETWEEN_SWAPS;
          Await.until("requests after a swap", load::requests, n -> n >= asked);
          parts = next;
        }
        report(swaps + " swaps", load.takeTimes());
        assertEquals(List.of(), load.wrong());
        assertTrue(events.available() > 0, "no event has come");
      }
    }
  }

  /** What each combination answers when it is left alone. */
  private Map<Parts, List<String>> answersOfEach() {
    Map<Parts, List<String>> answers = new HashMap<>();
    Parts parts = new Parts(false, false);
    for (int i = 0; i < 4; i++) {
      answers.put(parts, images.stream().map(this::ask).toList());
      Parts next = parts.next(i);
      change(parts, next, -1 - i);
      parts = next;
    }
    return answers;
  }

  private void change(Parts from, Parts to, int build) {
    if (from.blind != to.blind) {
      String strategy = "{\"strategy\": \"%s\"}".formatted(to.blind ? "blindprompt" : "promptfuse");
      post("/api/pipelines/shapes/swap", "application/json", BodyPublishers.ofString(strategy));
      return;
    }
    TestJar jar = TestJar.like(live.jar("encoder-vit")).build(build);
    byte[] bytes = to.otherVit ? jar.plugin("vit", OtherVit.Module.class).bytes() : jar.bytes();
    post(
        "/api/plugins?name=vit.jar", "application/java-archive", BodyPublishers.ofByteArray(bytes));
  }

  private static String question(Path image) {
    try {
      String base64 = Base64.getEncoder().encodeToString(Files.readAllBytes(image));
      return "{\"question\": \"%s\", \"inputs\": {\"image\": \"%s\"}}".formatted(TEXT, base64);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String ask(Path image) {
    BodyPublisher body = BodyPublishers.ofString(questions.get(image));
    return post("/api/pipelines/shapes/questions", "application/json", body)
        .path("answer")
        .asText();
  }

  private JsonNode post(String path, String type, BodyPublisher body) {
    try {
      HttpResponse<String> response =
          client.send(
              request(path).header("Content-Type", type).POST(body).build(),
              BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new IllegalStateException(path + ": " + response.body());
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private InputStream events() throws IOException, InterruptedException {
    return client.send(request("/api/events").build(), BodyHandlers.ofInputStream()).body();
  }

  private HttpRequest.Builder request(String path) {
    String page = server.page();
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .header("Authorization", "Bearer " + page.substring(page.indexOf('=') + 1));
  }

  private static void report(String what, List<Long> nanos) {
    System.out.printf(
        Locale.ROOT,
        "%d clients, %-10s %6d requests  p50 %8.2f  p99 %8.2f ms%n",
        CLIENTS,
        what,
        nanos.size(),
        nanos.get(nanos.size() / 2) / 1e6,
        nanos.get((int) (nanos.size() * 0.99)) / 1e6);
  }
}
