package io.fusebox.runtime.server.openai;

import io.fusebox.runtime.http.HttpExchange;
import io.fusebox.runtime.http.Route;
import io.fusebox.runtime.http.security.Role;
import io.fusebox.runtime.live.Reply;
import io.fusebox.runtime.server.questions.Questions;
import io.fusebox.runtime.server.questions.StreamedText;
import io.fusebox.runtime.server.system.PipelineControl;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** {@code /v1/models} and {@code /v1/chat/completions}. */
public final class OpenAiRoutes {
  private final PipelineControl pipelines;
  private final Questions questions;
  private final long started = Instant.now().getEpochSecond();

  public OpenAiRoutes(PipelineControl pipelines, Questions questions) {
    this.pipelines = pipelines;
    this.questions = questions;
  }

  /** All of them. */
  public List<Route> routes() {
    return List.of(
        Route.of(Role.ASK, "GET", "/v1/models", this::models),
        Route.of(Role.ASK, "GET", "/v1/models/{model}", this::model),
        Route.of(Role.ASK, "POST", "/v1/chat/completions", this::complete));
  }

  private void models(HttpExchange call) throws IOException {
    List<Map<String, Object>> models =
        pipelines.all().stream().map(pipeline -> model(pipeline.name())).toList();
    call.reply(200, Map.of("object", "list", "data", models));
  }

  private void model(HttpExchange call) throws IOException {
    call.reply(200, model(pipelines.get(call.path("model")).name()));
  }

  private Map<String, Object> model(String name) {
    return Map.of("id", name, "object", "model", "created", started, "owned_by", "fusebox");
  }

  private void complete(HttpExchange call) throws IOException {
    ChatRequest request = ChatRequest.of(call.body().json());
    Completion completion = new Completion(call.id(), request);
    if (!request.stream()) {
      call.reply(
          200,
          completion.whole(
              questions.reply(call, request.model(), request.text(), request.inputs())));
      return;
    }
    new StreamedText(call, completion)
        .write(
            pieces -> {
              Reply reply =
                  questions.stream(call, request.model(), request.text(), request.inputs(), pieces);
              return new StreamedText.End(reply.text(), events -> completion.end(events, reply));
            });
  }
}
