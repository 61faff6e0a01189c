package io.fusebox.runtime.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** All routes; the first one that fits a path is meant. */
public record RouteTable(List<Route> routes) {
  /** No plug-in's endpoint is asked at these, whatever its id. */
  private static final Set<String> RESERVED = Set.of("api", "v1", "health");

  public RouteTable {
    routes = List.copyOf(routes);
  }

  /** A route, and what the path has in the places of its parameters. */
  record Match(Route route, Map<String, String> parameters) {}

  /**
   * Finds the route at a path.
   *
   * @throws Problem 404 when there is nothing, 405 when it takes other methods
   */
  Match match(String method, String path) {
    Set<String> allowed = new TreeSet<>();
    String template = "";
    for (Route route : routes) {
      Optional<Map<String, String>> parameters = parameters(route.path(), path);
      if (parameters.isEmpty() || !template.isEmpty() && !template.equals(route.path())) {
        continue;
      }
      template = route.path(); // what comes later is for other paths
      if (route.method().equals(method) || method.equals("HEAD") && route.method().equals("GET")) {
        return new Match(route, parameters.get());
      }
      allowed.add(route.method());
    }
    if (allowed.isEmpty()) {
      throw new Problem(404, "there is nothing at " + path + "; /openapi.json lists what there is");
    }
    throw new Problem(405, "%s takes %s, found %s".formatted(path, allowed, method))
        .with("Allow", String.join(", ", allowed));
  }

  private static Optional<Map<String, String>> parameters(String template, String path) {
    List<String> wanted = List.of(template.substring(1).split("/", -1));
    List<String> given = new ArrayList<>(List.of(path.substring(1).split("/", -1)));
    if (wanted.get(wanted.size() - 1).equals("{file}") && given.size() > wanted.size()) {
      List<String> rest = given.subList(wanted.size() - 1, given.size());
      String file = String.join("/", rest);
      rest.clear();
      given.add(file);
    }
    if (wanted.size() != given.size()) {
      return Optional.empty();
    }
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      String name = wanted.get(i);
      boolean free = !name.equals("{endpoint}") || !RESERVED.contains(given.get(i));
      if (name.startsWith("{") && !given.get(i).isEmpty() && free) {
        parameters.put(name.substring(1, name.length() - 1), given.get(i));
      } else if (!name.equals(given.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }
}
