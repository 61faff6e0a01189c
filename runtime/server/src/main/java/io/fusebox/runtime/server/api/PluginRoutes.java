package io.fusebox.runtime.server.api;

import io.fusebox.runtime.http.HttpExchange;
import io.fusebox.runtime.http.Problem;
import io.fusebox.runtime.http.Route;
import io.fusebox.runtime.http.security.Role;
import io.fusebox.runtime.server.questions.InputFolders;
import io.fusebox.runtime.server.questions.InputFolders.InputFolder;
import io.fusebox.runtime.server.system.PluginCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Plug-ins: listed, deployed, removed. */
final class PluginRoutes {
  private static final Pattern JAR = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,127}\\.jar");
  private static final List<String> TYPES =
      List.of("application/java-archive", "application/octet-stream");

  private final PluginCatalog plugins;
  private final InputFolders folders;

  PluginRoutes(PluginCatalog plugins, InputFolders folders) {
    this.plugins = plugins;
    this.folders = folders;
  }

  List<Route> routes() {
    return List.of(
        Route.of(Role.ASK, "GET", "/api/plugins", call -> call.reply(200, plugins.all())),
        Route.of(Role.DEPLOY, "POST", "/api/plugins", this::deploy),
        Route.of(Role.ASK, "GET", "/api/plugins/{plugin}", this::get),
        Route.of(Role.DEPLOY, "DELETE", "/api/plugins/{plugin}", this::remove));
  }

  private void get(HttpExchange call) throws IOException {
    call.reply(200, plugins.get(call.path("plugin")));
  }

  private void deploy(HttpExchange call) throws IOException {
    String name =
        call.query("name")
            .filter(n -> JAR.matcher(n).matches())
            .orElseThrow(
                () ->
                    new Problem(
                        400,
                        "name the jar's file: ?name=NAME.jar, of letters, digits and . _ + -"));
    try (InputFolder folder = folders.open()) {
      Path jar = folder.path().resolve(name);
      call.body().writeTo(jar, TYPES);
      call.reply(200, plugins.deploy(jar));
    }
  }

  private void remove(HttpExchange call) throws IOException {
    plugins.remove(call.path("plugin"));
    call.empty(204);
  }
}
