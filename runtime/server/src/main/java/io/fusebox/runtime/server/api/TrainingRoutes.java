package io.fusebox.runtime.server.api;

import io.fusebox.runtime.data.BadInputPolicy;
import io.fusebox.runtime.data.Shots.SamplingMethod;
import io.fusebox.runtime.http.HttpExchange;
import io.fusebox.runtime.http.Json;
import io.fusebox.runtime.http.Problem;
import io.fusebox.runtime.http.Route;
import io.fusebox.runtime.http.security.Role;
import io.fusebox.runtime.server.system.TrainingJobs;
import io.fusebox.runtime.server.system.TrainingJobs.Run;
import io.fusebox.runtime.training.ModalityDropout;
import io.fusebox.runtime.training.TrainingPlan;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Training runs: begun, watched, cancelled. */
final class TrainingRoutes {
  private static final List<String> KEYS =
      List.of(
          "pipeline",
          "strategy",
          "data",
          "split",
          "format",
          "badInputs",
          "shots",
          "epochs",
          "steps",
          "batch",
          "learningRate",
          "schedule",
          "seed",
          "sampling",
          "dropModalities",
          "dropText",
          "activate");

  private final TrainingJobs jobs;

  TrainingRoutes(TrainingJobs jobs) {
    this.jobs = jobs;
  }

  List<Route> routes() {
    return List.of(
        Route.of(Role.ASK, "GET", "/api/training-runs", this::all),
        Route.of(Role.OPERATE, "POST", "/api/training-runs", this::start),
        Route.of(Role.ASK, "GET", "/api/training-runs/{run}", this::get),
        Route.of(Role.OPERATE, "DELETE", "/api/training-runs/{run}", this::cancel));
  }

  private void all(HttpExchange call) throws IOException {
    call.reply(200, Map.of("runs", jobs.all()));
  }

  private void get(HttpExchange call) throws IOException {
    call.reply(200, jobs.get(call.path("run")));
  }

  private void cancel(HttpExchange call) throws IOException {
    call.reply(202, jobs.cancel(call.path("run")));
  }

  private void start(HttpExchange call) throws IOException {
    Run run = jobs.start(request(call.body().json().only(KEYS)));
    call.with("Location", "/api/training-runs/" + run.id()).reply(202, run);
  }

  private static TrainingJobs.Request request(Json json) {
    String data = json.text("data");
    if (!data.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,127}")) {
      throw new Problem(
          400,
          "'data' is the name of something in the workspace's folder for data, without a path");
    }
    return new TrainingJobs.Request(
        json.text("pipeline"),
        json.optionalText("strategy"),
        data,
        json.optionalText("split"),
        json.optionalText("format"),
        one(BadInputPolicy.class, json, "badInputs", BadInputPolicy.STOP),
        plan(json),
        json.flag("activate"));
  }

  private static TrainingPlan plan(Json json) {
    return new TrainingPlan(
        json.integer("shots").orElse(512),
        json.integer("epochs").orElse(40),
        json.integer("steps").orElse(0),
        json.integer("batch").orElse(32),
        json.number("learningRate").orElse(0),
        one(TrainingPlan.Schedule.class, json, "schedule", TrainingPlan.Schedule.COSINE),
        json.integer("seed").orElse(0),
        one(SamplingMethod.class, json, "sampling", SamplingMethod.RANDOM),
        new ModalityDropout(
            json.number("dropModalities").orElse(0), json.number("dropText").orElse(0)));
  }

  private static <E extends Enum<E>> E one(Class<E> type, Json json, String key, E otherwise) {
    String text = json.optionalText(key).orElseGet(() -> id(otherwise));
    return Arrays.stream(type.getEnumConstants())
        .filter(value -> id(value).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new Problem(
                    400,
                    "'%s' is one of %s"
                        .formatted(
                            key,
                            Arrays.stream(type.getEnumConstants())
                                .map(TrainingRoutes::id)
                                .toList())));
  }

  private static String id(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
