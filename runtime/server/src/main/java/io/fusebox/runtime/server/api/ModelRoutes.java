package io.fusebox.runtime.server.api;

import io.fusebox.runtime.http.Route;
import io.fusebox.runtime.http.security.Role;
import io.fusebox.runtime.server.system.ModelCatalog;
import java.util.List;
import java.util.Map;

/** Models and data sets. */
record ModelRoutes(ModelCatalog models) {
  List<Route> routes() {
    return List.of(
        Route.of(
            Role.ASK,
            "GET",
            "/api/models",
            call -> call.reply(200, Map.of("models", models.models()))),
        Route.of(
            Role.ASK,
            "GET",
            "/api/data-sets",
            call ->
                call.reply(
                    200,
                    Map.of(
                        "dataSets", models.dataSets(), "generated", models.generatedDataSets()))));
  }
}
