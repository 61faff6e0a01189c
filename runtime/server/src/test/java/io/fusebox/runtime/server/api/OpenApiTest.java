package io.fusebox.runtime.server.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fusebox.bundles.BundleRules;
import io.fusebox.runtime.console.ConsolePage;
import io.fusebox.runtime.http.Limits;
import io.fusebox.runtime.http.Route;
import io.fusebox.runtime.server.questions.InputFolders;
import io.fusebox.runtime.server.questions.Questions;
import io.fusebox.runtime.server.system.PipelineControl;
import io.fusebox.runtime.server.system.RunningSystem;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The description that is served, and the routes that there are, say the same. */
class OpenApiTest {
  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete");

  @TempDir Path folder;

  private static JsonNode described() throws IOException {
    return new ObjectMapper().readTree(OpenApi.bytes());
  }

  /** Routes are made of parts that are not asked. */
  private List<Route> routes() {
    PipelineControl unasked =
        (PipelineControl)
            Proxy.newProxyInstance(
                OpenApiTest.class.getClassLoader(),
                new Class<?>[] {PipelineControl.class},
                (proxy, method, values) -> null);
    RunningSystem system =
        new RunningSystem(unasked, null, null, null, null, null, null, null, null, null, null);
    Questions questions =
        new Questions(null, new InputFolders(folder.resolve("in")), Limits.STANDARD, null);
    return ApiRoutes.of(system, questions, Limits.STANDARD, new CountDownLatch(1)).routes();
  }

  private Map<String, String> ofRoutes() {
    Map<String, String> roles = new TreeMap<>();
    for (Route route : routes()) {
      roles.put(
          route.method() + " " + route.path(), route.role().map(r -> r.id()).orElse("nobody"));
    }
    return roles;
  }

  /** What a plug-in's endpoint may not be called. */
  @Test
  void whateverTheServiceHasIsKeptFromEndpoints() {
    Set<String> first = new TreeSet<>(Set.of("webjars", ConsolePage.path().split("/")[0]));
    routes().stream()
        .map(route -> route.path().substring(1).split("/", -1)[0])
        .filter(step -> !step.startsWith("{") && !step.isEmpty())
        .forEach(first::add);
    assertEquals(first, BundleRules.SERVICE_PATHS);
  }

  private static Map<String, String> ofDescription() throws IOException {
    Map<String, String> roles = new TreeMap<>();
    for (Map.Entry<String, JsonNode> path : described().path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        if (METHODS.contains(operation.getKey())) {
          boolean open = operation.getValue().path("security").isArray();
          roles.put(
              operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
              open ? "nobody" : operation.getValue().path("x-role").asText("ask"));
        }
      }
    }
    return roles;
  }

  @Test
  void everyRouteIsDescribedWithItsRoleAndNothingElseIs() throws IOException {
    assertEquals(ofDescription(), ofRoutes());
  }

  @Test
  void everyReferenceLeadsSomewhere() throws IOException {
    JsonNode all = described();
    List<JsonNode> references = all.findValues("$ref");
    assertTrue(references.size() > 50);
    for (JsonNode reference : references) {
      assertTrue(all.at(reference.asText().substring(1)).isObject(), reference.asText());
    }
  }

  @Test
  void everyParameterOfAPathIsDescribed() throws IOException {
    JsonNode all = described();
    for (Map.Entry<String, JsonNode> path : all.path("paths").properties()) {
      List<String> inPath = new ArrayList<>();
      Matcher parameter = PARAMETER.matcher(path.getKey());
      while (parameter.find()) {
        inPath.add(parameter.group(1));
      }
      List<String> named = new ArrayList<>();
      for (JsonNode each : path.getValue().path("parameters")) {
        JsonNode target = each.has("$ref") ? all.at(each.path("$ref").asText().substring(1)) : each;
        named.add(target.path("name").asText());
      }
      assertEquals(inPath, named, path.getKey());
    }
  }

  @Test
  void operationsHaveNamesOfTheirOwnAndSummaries() throws IOException {
    Set<String> ids = new TreeSet<>();
    for (JsonNode path : described().path("paths")) {
      for (Map.Entry<String, JsonNode> operation : path.properties()) {
        if (METHODS.contains(operation.getKey())) {
          assertTrue(ids.add(operation.getValue().path("operationId").asText()));
          assertTrue(operation.getValue().path("summary").isTextual(), operation.getKey());
          assertTrue(operation.getValue().path("responses").isObject());
        }
      }
    }
  }
}
