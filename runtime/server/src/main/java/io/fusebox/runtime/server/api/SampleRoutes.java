package io.fusebox.runtime.server.api;

import io.fusebox.runtime.http.HttpExchange;
import io.fusebox.runtime.http.Route;
import io.fusebox.runtime.http.security.Role;
import io.fusebox.runtime.server.system.SampleCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Samples to try pipelines on. */
record SampleRoutes(SampleCatalog samples) {
  List<Route> routes() {
    return List.of(
        Route.of(
            Role.ASK,
            "GET",
            "/api/samples",
            call -> call.reply(200, Map.of("samples", samples.all()))),
        Route.of(Role.ASK, "GET", "/api/samples/{sample}/{modality}", this::file));
  }

  private void file(HttpExchange call) throws IOException {
    Path file = samples.file(call.path("sample"), call.path("modality"));
    StaticFiles.send(call, file.toString(), Optional.of(file.toUri().toURL()));
  }
}
