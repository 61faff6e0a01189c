package io.fusebox.runtime.server.api;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.FuseboxException.NotFound;
import io.fusebox.runtime.http.HttpExchange;
import io.fusebox.runtime.http.Json;
import io.fusebox.runtime.http.Problem;
import io.fusebox.runtime.http.Route;
import io.fusebox.runtime.http.security.Role;
import io.fusebox.runtime.live.StrategyChoice;
import io.fusebox.runtime.live.TrafficSplit;
import io.fusebox.runtime.server.system.PipelineControl;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** Pipelines: how they are, and what they answer with. */
final class PipelineRoutes {
  private static final String ONE = "/api/pipelines/{pipeline}";

  private final PipelineControl pipelines;

  PipelineRoutes(PipelineControl pipelines) {
    this.pipelines = pipelines;
  }

  List<Route> routes() {
    return List.of(
        Route.of(Role.ASK, "GET", "/api/pipelines", this::all),
        Route.of(Role.ASK, "GET", ONE, call -> reply(call, name(call))),
        Route.of(Role.ASK, "GET", ONE + "/strategies", this::strategies),
        Route.of(Role.OPERATE, "POST", ONE + "/start", changing(pipelines::start)),
        Route.of(Role.OPERATE, "POST", ONE + "/stop", changing(pipelines::stop)),
        Route.trial(Role.OPERATE, "POST", ONE + "/preview", this::preview),
        Route.of(Role.OPERATE, "POST", ONE + "/swap", changing(pipelines::swap, this::choice)),
        Route.of(Role.OPERATE, "PUT", ONE + "/second", changing(pipelines::second, this::split)),
        Route.of(Role.OPERATE, "DELETE", ONE + "/second", changing(pipelines::alone)),
        Route.of(Role.OPERATE, "POST", ONE + "/promote", this::promote));
  }

  private static String name(HttpExchange call) {
    return call.path("pipeline");
  }

  private void reply(HttpExchange call, String name) throws IOException {
    call.reply(200, pipelines.get(name));
  }

  private void all(HttpExchange call) throws IOException {
    call.reply(200, Map.of("pipelines", pipelines.all()));
  }

  private void strategies(HttpExchange call) throws IOException {
    call.reply(200, Map.of("strategies", pipelines.strategies(name(call))));
  }

  /** A change that needs no more than the name. */
  private Route.Operation changing(Consumer<String> change) {
    return call -> {
      change.accept(name(call));
      reply(call, name(call));
    };
  }

  private <T> Route.Operation changing(BiConsumer<String, T> change, Function<Json, T> read) {
    return call -> {
      T to = read.apply(call.body().json());
      change.accept(name(call), to);
      reply(call, name(call));
    };
  }

  private StrategyChoice choice(Json json) {
    json.only(List.of("strategy", "untrained"));
    return new StrategyChoice(json.text("strategy"), json.flag("untrained"));
  }

  private TrafficSplit split(Json json) {
    json.only(List.of("strategy", "share", "untrained"));
    StrategyChoice choice = new StrategyChoice(json.text("strategy"), json.flag("untrained"));
    return new TrafficSplit(choice, json.number("share"));
  }

  private record Preview(boolean possible, String version, String reason) {}

  private void preview(HttpExchange call) throws IOException {
    StrategyChoice choice = choice(call.body().json());
    Preview preview;
    try {
      preview = new Preview(true, pipelines.preview(name(call), choice), "");
    } catch (NotFound e) {
      throw e;
    } catch (FuseboxException e) {
      preview = new Preview(false, "", e.getMessage());
    }
    call.reply(200, preview);
  }

  private void promote(HttpExchange call) throws IOException {
    if (pipelines.get(name(call)).traffic().isEmpty()) {
      throw new Problem(
          409, "the pipeline %s has no second strategy to promote".formatted(name(call)));
    }
    pipelines.promote(name(call));
    reply(call, name(call));
  }
}
