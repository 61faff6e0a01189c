package io.fusebox.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.FuseboxException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that come piece by piece. */
class StreamedQuestionsTest {
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
  void streamsAnAnswerWhoseTokensJoinedAreIt() {
    HttpResponse<String> events =
        served.send(
            served
                .own("/api/pipelines/shapes/questions")
                .header("Content-Type", "application/json")
                .header("Accept", "text/event-stream")
                .POST(Served.body("{\"question\": \"what?\"}")));
    assertEquals("text/event-stream", events.headers().firstValue("Content-Type").orElse(""));
    List<String> tokens = new ArrayList<>();
    String answer = "";
    for (String event : events.body().split("\n\n")) {
      JsonNode data = Served.json(event.substring(event.indexOf("data: ") + "data: ".length()));
      if (event.startsWith("event: token")) {
        tokens.add(data.path("text").asText());
      } else {
        answer = data.path("answer").asText();
      }
    }
    assertEquals("what?", answer);
    assertEquals(List.of("wha", "t?"), tokens);
  }

  private static final String CHAT =
      "{\"model\": \"shapes\", \"stream\": true, \"messages\": [{\"role\": \"user\", \"content\": \"what?\"}]}";

  private HttpResponse<String> stream(String path, String json) {
    return served.send(
        served
            .own(path)
            .header("Content-Type", "application/json")
            .header("Accept", "text/event-stream")
            .POST(Served.body(json)));
  }

  @Test
  void whatFailsInTheMiddleOfAnAnswerIsItsLastEvent() {
    served.system.pieces =
        text ->
            Stream.of("red", "blue")
                .peek(
                    piece -> {
                      if (piece.equals("blue")) {
                        throw new FuseboxException("the model gave no numbers");
                      }
                    });
    HttpResponse<String> events =
        stream("/api/pipelines/shapes/questions", "{\"question\": \"what?\"}");
    assertEquals(200, events.statusCode());
    assertTrue(events.body().startsWith("event: token\ndata: {\"text\":\"red\"}"), events.body());
    String last = events.body().substring(events.body().lastIndexOf("event: "));
    assertTrue(last.startsWith("event: problem"), last);
    assertTrue(last.contains("the model gave no numbers"), last);
    String chat = stream("/v1/chat/completions", CHAT).body();
    assertTrue(chat.contains("\"content\":\"red\""), chat);
    assertTrue(chat.endsWith("\"code\":null}}\n\n"), chat);
  }

  @Test
  void whatFailsBeforeTheFirstPieceHasAStatusOfItsOwn() {
    served.system.pieces =
        text -> {
          throw new FuseboxException("the model gave no numbers");
        };
    String question = "{\"question\": \"what?\"}";
    assertEquals(422, stream("/api/pipelines/shapes/questions", question).statusCode());
    assertEquals(400, stream("/v1/chat/completions", CHAT).statusCode());
  }

  @Test
  void anAnswerEndsSoonWhenNobodyReadsItAnyMore() throws Exception {
    served.system.pieces = text -> Stream.generate(() -> "again ");
    try (Socket socket = new Socket("127.0.0.1", served.server.port())) {
      String head =
          "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
              .formatted(served.server.port(), served.owner, CHAT.length());
      socket.getOutputStream().write((head + CHAT).getBytes(StandardCharsets.UTF_8));
      BufferedReader reply =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      while (!reply.readLine().contains("again ")) {}
    }
    assertTrue(served.system.streamed.await(30, TimeUnit.SECONDS));
  }
}
