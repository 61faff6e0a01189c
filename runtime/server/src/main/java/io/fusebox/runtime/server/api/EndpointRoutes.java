package io.fusebox.runtime.server.api;

import io.fusebox.api.endpoint.Endpoint;
import io.fusebox.runtime.console.ConsolePage;
import io.fusebox.runtime.http.HttpExchange;
import io.fusebox.runtime.http.Problem;
import io.fusebox.runtime.http.Route;
import io.fusebox.runtime.http.security.Role;
import io.fusebox.runtime.server.system.RunningSystem;
import java.io.IOException;
import java.net.URL;
import java.util.List;
import java.util.Optional;

/** The plug-ins' additions to the service, and the console's page. */
final class EndpointRoutes {
  private final Endpoints endpoints;

  EndpointRoutes(RunningSystem system) {
    this.endpoints = new Endpoints(system.live(), system.host());
  }

  /** They fit many paths, and so come last. */
  List<Route> routes() {
    return List.of(
        Route.open("GET", "/", EndpointRoutes::console),
        Route.of(Role.ASK, "GET", "/{endpoint}", this::handle),
        Route.of(Role.ASK, "POST", "/{endpoint}", this::handle),
        Route.open("GET", "/{endpoint}/{file}", this::page));
  }

  private static void console(HttpExchange call) throws IOException {
    String page = ConsolePage.path();
    StaticFiles.send(call, page, StaticFiles.find(page));
  }

  private void handle(HttpExchange call) throws IOException {
    String id = call.path("endpoint");
    Endpoint endpoint = endpoints.find(id);
    if (!endpoint.method().equals(call.method())) {
      throw new Problem(
              405, "/%s takes %s, found %s".formatted(id, endpoint.method(), call.method()))
          .with("Allow", endpoint.method());
    }
    call.reply(200, endpoints.handle(id, endpoint, call.body().jsonOrEmpty().object()));
  }

  private void page(HttpExchange call) throws IOException {
    String id = call.path("endpoint");
    String path = call.path("file");
    Optional<URL> file = StaticFiles.find(id + "/" + path);
    if (file.isEmpty() && StaticFiles.isSafe(path)) {
      file = endpoints.page(id, path);
    }
    StaticFiles.send(call, id + "/" + path, file);
  }
}
