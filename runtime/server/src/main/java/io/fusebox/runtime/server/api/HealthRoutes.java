package io.fusebox.runtime.server.api;

import io.fusebox.runtime.http.HttpExchange;
import io.fusebox.runtime.http.Route;
import io.fusebox.runtime.http.security.Role;
import io.fusebox.runtime.live.PipelineState;
import io.fusebox.runtime.server.system.PipelineControl;
import io.fusebox.runtime.server.system.PipelineView;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** Whether the service is there, and what it is. */
final class HealthRoutes {
  private final PipelineControl pipelines;
  private final CountDownLatch stop;

  HealthRoutes(PipelineControl pipelines, CountDownLatch stop) {
    this.pipelines = pipelines;
    this.stop = stop;
  }

  List<Route> routes() {
    return List.of(
        Route.open("GET", "/health/live", call -> call.reply(200, Map.of("status", "live"))),
        Route.open("GET", "/health/ready", this::ready),
        Route.open("GET", "/openapi.json", OpenApi::send),
        Route.of(Role.ASK, "GET", "/api/me", HealthRoutes::me));
  }

  private record Health(String status, Map<String, String> pipelines) {}

  private void ready(HttpExchange call) throws IOException {
    Map<String, String> states = new TreeMap<>();
    for (PipelineView pipeline : pipelines.all()) {
      states.put(pipeline.name(), pipeline.state());
    }
    boolean stopping = stop.getCount() == 0;
    boolean ready =
        !stopping && (states.isEmpty() || states.containsValue(PipelineState.ACTIVE.name()));
    String status = ready ? "ready" : stopping ? "stopping" : "waiting";
    call.reply(ready ? 200 : 503, new Health(status, states));
  }

  private static void me(HttpExchange call) throws IOException {
    call.reply(200, Map.of("name", call.by().name(), "role", call.by().role().id()));
  }
}
