package io.fusebox.runtime.server.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.runtime.http.HttpExchange;
import io.fusebox.runtime.http.Problem;
import io.fusebox.runtime.http.Route;
import io.fusebox.runtime.http.security.Role;
import io.fusebox.runtime.server.system.PipelineTexts;
import io.fusebox.runtime.server.system.PipelineTexts.Verdict;
import io.fusebox.runtime.server.system.RunningSystem;
import io.fusebox.runtime.yaml.InvalidYamlException;
import io.fusebox.runtime.yaml.PlainYaml;
import io.fusebox.toolkit.files.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The YAML files of pipelines: read, checked, saved as new versions, removed. */
final class PipelineTextRoutes {
  private static final String ONE = "/api/pipelines/{pipeline}";
  private static final List<String> YAML =
      List.of("application/yaml", "application/x-yaml", "text/yaml");
  private static final int MAX_BYTES = 1 << 18;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RunningSystem system;

  PipelineTextRoutes(RunningSystem system) {
    this.system = system;
  }

  List<Route> routes() {
    return List.of(
        Route.of(Role.OPERATE, "GET", ONE + "/file", this::read),
        Route.of(Role.DEPLOY, "PUT", ONE + "/file", this::save),
        Route.trial(Role.DEPLOY, "POST", ONE + "/check", this::check),
        Route.of(Role.DEPLOY, "DELETE", ONE, this::delete));
  }

  private PipelineTexts texts() {
    return system.texts();
  }

  private void read(HttpExchange call) throws IOException {
    byte[] bytes = texts().read(name(call)).getBytes(StandardCharsets.UTF_8);
    call.with("ETag", etag(bytes)).reply(200, "application/yaml", bytes);
  }

  private static String etag(byte[] text) {
    return '"' + Sha256.hex(text) + '"';
  }

  private void save(HttpExchange call) throws IOException {
    String name = newName(call);
    String yaml = yaml(call);
    Verdict verdict = texts().check(name, yaml);
    if (!verdict.valid()) {
      throw new Problem(422, verdict.reason())
          .saying("field", verdict.field())
          .saying("line", verdict.line());
    }
    boolean isNew = texts().save(name, yaml, call.header("If-Match").map(tag -> before(call, tag)));
    call.reply(isNew ? 201 : 200, system.pipelines().get(name));
  }

  /** The text that the client has read; another one is not its to replace. */
  private String before(HttpExchange call, String tag) {
    String now = texts().read(name(call));
    if (!tag.equals(etag(now.getBytes(StandardCharsets.UTF_8)))) {
      throw new Problem(412, "the file has changed since it was read; read it again");
    }
    return now;
  }

  private void check(HttpExchange call) throws IOException {
    String yaml = yaml(call);
    ObjectNode verdict = JSON.valueToTree(texts().check(newName(call), yaml));
    content(yaml).ifPresent(content -> verdict.set("content", JSON.valueToTree(content)));
    call.reply(200, verdict);
  }

  /** The values of YAML text, whether it is a pipeline or not; empty when it is not a map. */
  private static Optional<Map<?, ?>> content(String yaml) {
    try {
      return PlainYaml.read(yaml) instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty();
    } catch (InvalidYamlException e) {
      return Optional.empty(); // The verdict says where and why.
    }
  }

  private void delete(HttpExchange call) throws IOException {
    texts().delete(name(call));
    call.empty(204);
  }

  private static String name(HttpExchange call) {
    return call.path("pipeline");
  }

  /** A name that is to become a file's. */
  private static String newName(HttpExchange call) {
    String name = name(call);
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,63}")) {
      throw new Problem(400, "a pipeline's name has letters, digits, _ and -, at most 64");
    }
    return name;
  }

  private static String yaml(HttpExchange call) {
    byte[] bytes = call.body().bytes(YAML, MAX_BYTES);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Problem(400, "the YAML is not UTF-8 text; save it as UTF-8", e);
    }
  }
}
