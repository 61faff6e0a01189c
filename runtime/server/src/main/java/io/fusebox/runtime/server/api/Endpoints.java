package io.fusebox.runtime.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.FuseboxException.NotFound;
import io.fusebox.api.FuseboxException.Unavailable;
import io.fusebox.api.endpoint.Endpoint;
import io.fusebox.api.plugin.Host;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.api.settings.NameSuggestions;
import io.fusebox.runtime.engine.plugins.PluginCall;
import io.fusebox.runtime.engine.plugins.PluginException;
import io.fusebox.runtime.engine.plugins.Plugins;
import io.fusebox.runtime.http.Problem;
import java.lang.reflect.Method;
import java.net.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of plug-ins that are live. One is made with its first request, and forgotten when
 * its plug-in goes. Thread-safe.
 */
final class Endpoints {
  private final Plugins plugins;
  private final Host host;
  private final Map<PluginFactory<Endpoint>, Endpoint> made = new HashMap<>();

  Endpoints(Plugins plugins, Host host) {
    this.plugins = plugins;
    this.host = host;
  }

  /**
   * The live endpoint of this id.
   *
   * @throws NotFound when there is none, with near misses
   */
  Endpoint find(String id) {
    List<PluginFactory<Endpoint>> live = plugins.of(Endpoint.class);
    return made(id, live).orElseThrow(() -> new NotFound(unknown(id, live)));
  }

  private Optional<Endpoint> made(String id, List<PluginFactory<Endpoint>> live) {
    return live.stream().filter(f -> f.id().equals(id)).findFirst().map(f -> made(f, live));
  }

  private Endpoint made(PluginFactory<Endpoint> factory, List<PluginFactory<Endpoint>> live) {
    synchronized (made) {
      made.keySet().retainAll(live);
      return made.computeIfAbsent(factory, this::make);
    }
  }

  private static String unknown(String id, List<PluginFactory<Endpoint>> live) {
    return NameSuggestions.unknown(
        "endpoint", id, live.stream().map(PluginFactory::id).toList(), "");
  }

  private Endpoint make(PluginFactory<Endpoint> factory) {
    return PluginCall.nonNull("the endpoint", factory.id(), () -> factory.create(Map.of(), host));
  }

  /** The reply of an endpoint; the contract says that a request at fault is a 400. */
  JsonNode handle(String id, Endpoint endpoint, JsonNode request) {
    try {
      return PluginCall.nonNull("a JSON object", id, () -> object(endpoint.handle(request)));
    } catch (NotFound | Unavailable | PluginException | Problem e) {
      throw e;
    } catch (FuseboxException e) {
      throw new Problem(400, e.getMessage(), e);
    }
  }

  private static @Nullable JsonNode object(@Nullable JsonNode reply) {
    return reply == null || !reply.isObject() ? null : reply;
  }

  /**
   * A file of an endpoint's page; empty when there is none at this path. Anybody may ask for it: an
   * endpoint without a page runs nothing for that.
   */
  Optional<URL> page(String id, String path) {
    return made(id, plugins.of(Endpoint.class))
        .filter(Endpoints::hasPage)
        .flatMap(endpoint -> PluginCall.nonNull("a page", id, () -> endpoint.page(path)));
  }

  /** Whether it says itself what its page is. */
  private static boolean hasPage(Endpoint endpoint) {
    try {
      Method page = endpoint.getClass().getMethod("page", String.class);
      return page.getDeclaringClass() != Endpoint.class;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e); // the interface has it
    }
  }
}
