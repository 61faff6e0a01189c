package io.fusebox.runtime.server.api;

import io.fusebox.runtime.http.HttpExchange;
import io.fusebox.runtime.http.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The description of the service, which is written by hand in {@code openapi.yaml}. */
final class OpenApi {
  private static final String FILE = "/io/fusebox/runtime/server/openapi.yaml";

  private OpenApi() {}

  static void send(HttpExchange call) throws IOException {
    call.reply(200, json());
  }

  /** As maps and lists. */
  static Object json() throws IOException {
    try (InputStream in = OpenApi.class.getResourceAsStream(FILE)) {
      return new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
    }
  }

  /** As bytes of JSON. */
  static byte[] bytes() throws IOException {
    return StrictJson.bytes(json());
  }
}
