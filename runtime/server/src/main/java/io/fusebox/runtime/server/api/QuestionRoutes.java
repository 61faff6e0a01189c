package io.fusebox.runtime.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.runtime.http.EventWriter;
import io.fusebox.runtime.http.HttpExchange;
import io.fusebox.runtime.http.Json;
import io.fusebox.runtime.http.Problem;
import io.fusebox.runtime.http.Problems;
import io.fusebox.runtime.http.Route;
import io.fusebox.runtime.http.StrictJson;
import io.fusebox.runtime.http.security.Role;
import io.fusebox.runtime.server.questions.Questions;
import io.fusebox.runtime.server.questions.StreamedText;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** Questions, one at a time or many. */
record QuestionRoutes(Questions questions) {
  private static final int MOST = 1000;

  List<Route> routes() {
    String pipeline = "/api/pipelines/{pipeline}";
    return List.of(
        Route.of(Role.ASK, "POST", pipeline + "/questions", this::ask),
        Route.of(Role.ASK, "POST", pipeline + "/batches", this::askMany));
  }

  private void ask(HttpExchange call) throws IOException {
    String pipeline = call.path("pipeline");
    if (call.accepts("text/event-stream")) {
      new StreamedText(call, new Events(call.id()))
          .write(
              pieces -> {
                ObjectNode answer = questions.stream(call, pipeline, pieces);
                String text = answer.path("answer").asText();
                return new StreamedText.End(text, events -> events.event("answer", answer));
              });
    } else {
      call.reply(200, questions.answer(call, pipeline));
    }
  }

  /** The events of an answer: its tokens, then all of it. */
  private record Events(String request) implements StreamedText.Format {
    @Override
    public void piece(EventWriter events, String text) throws IOException {
      events.event("token", Map.of("text", text));
    }

    @Override
    public void problem(EventWriter events, Problem problem) throws IOException {
      events.event("problem", Problems.body(problem, request));
    }
  }

  private void askMany(HttpExchange call) throws IOException {
    String pipeline = call.path("pipeline");
    questions.requirePipeline(pipeline);
    JsonNode asked = call.body().json().only(List.of("questions")).object().path("questions");
    if (!asked.isArray() || asked.isEmpty() || asked.size() > MOST) {
      throw new Problem(400, "'questions' must be a list of 1 to %d questions".formatted(MOST));
    }
    try (OutputStream out = call.stream(200, "application/x-ndjson")) {
      for (int i = 0; i < asked.size(); i++) {
        out.write(StrictJson.bytes(line(call, pipeline, i, asked.get(i))));
        out.write('\n');
        out.flush();
      }
    }
  }

  /** A question that is refused costs the others nothing. */
  private Map<String, Object> line(
      HttpExchange call, String pipeline, int index, JsonNode question) {
    try {
      return Map.of(
          "index", index, "answer", questions.answer(call, pipeline, Json.ofObject(question)));
    } catch (RuntimeException e) {
      return Map.of("index", index, "problem", Problems.body(Problems.of(e), call.id()));
    }
  }
}
