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
    provide("ask", DaemonCommands::ask);
    provide("pipelines", DaemonCommands::pipelines);
    provide("leases", DaemonCommands::leases);
    provide("metrics", DaemonCommands::metrics);
    provide("swap", DaemonCommands::swap);
    provide("beside", DaemonCommands::beside);
    provide("alone", DaemonCommands::alone);
    provide("plugin", DaemonCommands::plugin);
    provide("stop", DaemonCommands::stop);
    provide("start", DaemonCommands::start);
  }

  private void provide(String id, BiFunction<DaemonCommands, JsonNode, JsonNode> command) {
    provide(
        id,
        Endpoint.class,
        host -> {
          DaemonCommands commands = commands(host);
          return arguments -> command.apply(commands, arguments);
        });
  }

  private static DaemonCommands commands(Host host) {
    if (host instanceof EndpointHost live) {
      return new DaemonCommands(live.box());
    }
    throw new FuseboxException("only a running Fusebox takes commands; start one: fusebox run");
  }
}
