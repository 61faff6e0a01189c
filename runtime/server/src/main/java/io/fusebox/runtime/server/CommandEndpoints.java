package io.fusebox.runtime.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.endpoint.Endpoint;
import io.fusebox.api.plugin.Host;
import io.fusebox.api.plugin.PluginModule;
import java.util.function.BiFunction;

/** The endpoints that come with Fusebox: one for each command. */
public final class CommandEndpoints extends PluginModule {
  @Override
  protected void configure() {
    provide("ask", Commands::ask);
    provide("pipelines", Commands::pipelines);
    provide("leases", Commands::leases);
    provide("metrics", Commands::metrics);
    provide("swap", Commands::swap);
    provide("beside", Commands::beside);
    provide("alone", Commands::alone);
    provide("plugin", Commands::plugin);
    provide("stop", Commands::stop);
    provide("start", Commands::start);
  }

  private void provide(String id, BiFunction<Commands, JsonNode, JsonNode> command) {
    provide(
        id,
        Endpoint.class,
        host -> {
          Commands commands = commands(host);
          return arguments -> command.apply(commands, arguments);
        });
  }

  private static Commands commands(Host host) {
    if (host instanceof EndpointHost live) {
      return new Commands(live.box());
    }
    throw new FuseboxException("only a running Fusebox takes commands; start one: fusebox run");
  }
}
