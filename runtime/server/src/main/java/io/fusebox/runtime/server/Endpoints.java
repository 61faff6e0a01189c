package io.fusebox.runtime.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.FuseboxException.NotFound;
import io.fusebox.api.endpoint.Endpoint;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.api.settings.NameSuggestions;
import io.fusebox.runtime.engine.plugins.PluginCall;
import io.fusebox.runtime.engine.plugins.PluginException;
import io.fusebox.runtime.host.LiveFusebox;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands requests to the endpoints that are live. An endpoint is made with its first request, and
 * forgotten when its plug-in goes.
 */
final class Endpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);

  /** These change nothing, and come often. */
  private static final Set<String> QUERIES = Set.of("ask", "pipelines", "leases", "metrics");

  private final LiveFusebox box;
  private final Map<PluginFactory<Endpoint>, Endpoint> made = new HashMap<>();

  Endpoints(LiveFusebox box) {
    this.box = box;
  }

  /**
   * The live endpoint of this id.
   *
   * @throws NotFound when there is none, with near misses
   */
  Endpoint find(String id) {
    List<PluginFactory<Endpoint>> live = box.plugins().of(Endpoint.class);
    PluginFactory<Endpoint> factory =
        live.stream()
            .filter(f -> f.id().equals(id))
            .findFirst()
            .orElseThrow(() -> new NotFound(unknown(id, live)));
    synchronized (made) {
      made.keySet().retainAll(live);
      return made.computeIfAbsent(factory, this::make);
    }
  }

  private static String unknown(String id, List<PluginFactory<Endpoint>> live) {
    return NameSuggestions.unknown(
        "command", id, live.stream().map(PluginFactory::id).toList(), "");
  }

  private Endpoint make(PluginFactory<Endpoint> factory) {
    return PluginCall.forA(
        "the endpoint", factory.id(), () -> factory.create(Map.of(), new EndpointHost(box)));
  }

  JsonNode handle(String id, Endpoint endpoint, JsonNode request) {
    try {
      JsonNode reply = PluginCall.forA("a JSON object", id, () -> object(endpoint.handle(request)));
      if (!QUERIES.contains(id)) {
        LOG.info("command {} {}", id, request);
      }
      return reply;
    } catch (FuseboxException e) {
      // A plug-in's fault is looked for in its code; anything else its words tell.
      Throwable trace = e instanceof PluginException ? e.getCause() : null;
      LOG.warn("command {} {} failed: {}", id, request, e.getMessage(), trace);
      throw e;
    }
  }

  private static JsonNode object(JsonNode reply) {
    return reply == null || !reply.isObject() ? null : reply;
  }
}
