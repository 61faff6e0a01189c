package io.fusebox.runtime.server.api;

import io.fusebox.runtime.http.HttpExchange;
import io.fusebox.runtime.http.Route;
import io.fusebox.runtime.http.security.Role;
import io.fusebox.runtime.server.system.SystemMeasurements;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The leases in use, and the measurements. */
record MeasurementRoutes(SystemMeasurements measurements) {
  List<Route> routes() {
    return List.of(
        Route.of(Role.ASK, "GET", "/api/leases", call -> call.reply(200, measurements.leases())),
        Route.of(
            Role.ASK,
            "GET",
            "/api/metrics",
            call -> call.reply(200, Map.of("metrics", measurements.lines()))),
        Route.of(Role.ASK, "GET", "/metrics", this::scrape));
  }

  private void scrape(HttpExchange call) throws IOException {
    byte[] text = measurements.prometheus().getBytes(StandardCharsets.UTF_8);
    call.reply(200, "text/plain; version=0.0.4; charset=utf-8", text);
  }
}
