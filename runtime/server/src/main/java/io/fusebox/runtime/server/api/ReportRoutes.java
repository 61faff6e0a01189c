package io.fusebox.runtime.server.api;

import io.fusebox.runtime.http.HttpExchange;
import io.fusebox.runtime.http.Route;
import io.fusebox.runtime.http.security.Role;
import io.fusebox.runtime.server.system.ReportCatalog;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Reports of comparisons. */
record ReportRoutes(ReportCatalog reports) {
  List<Route> routes() {
    return List.of(
        Route.of(
            Role.ASK,
            "GET",
            "/api/reports",
            call -> call.reply(200, Map.of("reports", reports.all()))),
        Route.of(Role.ASK, "GET", "/api/reports/{report}", this::page));
  }

  private void page(HttpExchange call) throws IOException {
    call.reply(200, "text/html; charset=utf-8", reports.page(call.path("report")));
  }
}
