package io.fusebox.runtime.server;

import static io.fusebox.api.settings.Settings.require;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.settings.NameSuggestions;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.live.Reply;
import io.fusebox.toolkit.files.FileNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A question and its reply as JSON, both ways: {@code {"pipeline", "question", "inputs": {MODALITY:
 * FILE}}} and {@code {"answer", "probability", "strategy", "beside", "missing": [MODALITY]}}.
 */
public final class QuestionJson {
  private static final Set<String> KEYS = Set.of("pipeline", "question", "inputs");

  private QuestionJson() {}

  /** A question that is put to a pipeline; its files' paths become absolute. */
  public static ObjectNode of(String pipeline, Question question) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("pipeline", pipeline).put("question", question.text());
    ObjectNode files = json.putObject("inputs");
    question.inputs().forEach((m, file) -> files.put(m.id(), file.toAbsolutePath().toString()));
    return json;
  }

  /**
   * The question of {@link #of(String, Question)}.
   *
   * @throws FuseboxException when a key is unknown, missing or of another type, or the text blank
   */
  public static Question question(JsonNode json) {
    json.fieldNames()
        .forEachRemaining(
            k -> require(KEYS.contains(k), NameSuggestions.unknown("key", k, KEYS, "of ask")));
    JsonNode files = json.path("inputs");
    require(
        files.isObject() || files.isMissingNode(),
        "the command's 'inputs' must be an object of files by modality, found " + files);
    Map<Modality, Path> inputs = new LinkedHashMap<>();
    files
        .fieldNames()
        .forEachRemaining(m -> inputs.put(new Modality(m), FileNames.path(text(files, m))));
    return Question.withText(inputs, text(json, "question"));
  }

  /** A reply. */
  public static ObjectNode of(Reply reply) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("answer", reply.answer().text())
        .put("probability", reply.answer().probability())
        .put("strategy", reply.strategy())
        .put("beside", reply.beside());
    ArrayNode missing = json.putArray("missing");
    reply.missing().forEach(m -> missing.add(m.id()));
    return json;
  }

  /** The reply of {@link #of(Reply)}. */
  public static Reply reply(JsonNode json) {
    List<Modality> missing = new ArrayList<>();
    json.path("missing").forEach(m -> missing.add(new Modality(m.asText())));
    return new Reply(
        new Answer(text(json, "answer"), json.path("probability").asDouble()),
        text(json, "strategy"),
        missing,
        text(json, "beside"));
  }

  static String text(JsonNode json, String key) {
    JsonNode value = json.path(key);
    if (!value.isTextual()) {
      throw new FuseboxException("the command needs '" + key + "', found " + json);
    }
    return value.asText();
  }
}
