package io.fusebox.runtime.itests.plugins;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.endpoint.Endpoint;
import io.fusebox.api.plugin.Host;
import io.fusebox.api.plugin.Plugin;
import io.fusebox.api.plugin.PluginModule;
import io.fusebox.api.task.Question;
import java.util.Map;

/** An endpoint that asks a pipeline, refuses, or breaks, as its request says. */
public record HelloEndpoint(Host host) implements Endpoint {
  /** Its bundle. */
  @Plugin("hello")
  public static final class Module extends PluginModule {
    @Override
    protected void configure() {
      endpoint(HelloEndpoint::new);
    }
  }

  @Override
  public JsonNode handle(JsonNode request) {
    if (request.has("break")) {
      throw new IllegalStateException("it is broken");
    }
    if (!request.path("pipeline").isTextual()) {
      throw new FuseboxException("pipeline must be a text");
    }
    Question question = Question.withText(Map.of(), "what is it?");
    String text = host.ask(request.get("pipeline").textValue(), question).text();
    return JsonNodeFactory.instance.objectNode().put("text", text);
  }
}
