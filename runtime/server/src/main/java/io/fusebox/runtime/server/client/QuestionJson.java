package io.fusebox.runtime.server.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.live.Reply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A question of this machine and its reply as JSON: {@code {"question", "inputs": {NAME: {"file":
 * PATH}}}}, with a list where an input has several files, and {@code {"answer", "probability",
 * "strategy", "traffic", "missing": [NAME]}}.
 */
public final class QuestionJson {
  private QuestionJson() {}

  /** A question; its files' paths become absolute. */
  public static ObjectNode of(Question question) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("question", question.text());
    ObjectNode files = json.putObject("inputs");
    question.files().forEach((input, each) -> put(files, input, each));
    return json;
  }

  private static void put(ObjectNode files, String input, List<Path> each) {
    if (each.size() == 1) {
      put(files.putObject(input), each.get(0));
    } else {
      ArrayNode list = files.putArray(input);
      each.forEach(file -> put(list.addObject(), file));
    }
  }

  private static void put(ObjectNode json, Path file) {
    json.put("file", file.toAbsolutePath().toString());
  }

  /** A reply. */
  public static ObjectNode of(Reply reply) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("answer", reply.answer().text())
        .put("probability", reply.answer().probability())
        .put("strategy", reply.strategy())
        .put("traffic", reply.traffic());
    ArrayNode missing = json.putArray("missing");
    reply.missing().forEach(missing::add);
    return json;
  }

  /** The reply of {@link #of(Reply)}. */
  public static Reply reply(JsonNode json) {
    List<String> missing = new ArrayList<>();
    json.path("missing").forEach(input -> missing.add(input.asText()));
    return new Reply(
        new Answer(text(json, "answer"), json.path("probability").asDouble()),
        text(json, "strategy"),
        missing,
        text(json, "traffic"));
  }

  private static String text(JsonNode json, String key) {
    JsonNode value = json.path(key);
    if (!value.isTextual()) {
      throw new FuseboxException("the reply has no '" + key + "', found " + json);
    }
    return value.asText();
  }
}
