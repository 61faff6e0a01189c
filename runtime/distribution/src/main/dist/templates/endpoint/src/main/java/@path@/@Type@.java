package @package@;

import static io.fusebox.api.settings.Settings.require;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.endpoint.Endpoint;
import io.fusebox.api.plugin.Host;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Question;
import io.fusebox.toolkit.files.FileNames;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * An endpoint: several questions about the same inputs. {@code {"pipeline": NAME, "inputs":
 * {MODALITY: PATH}, "questions": [TEXT]} -> {"answers": [{"text": TEXT, "probability": P}]}}; paths
 * are absolute.
 */
public record @Type@(Host host) implements Endpoint {
  private static final int MOST_QUESTIONS = 100;

  @Override
  public JsonNode handle(JsonNode request) {
    String pipeline = text(request.path("pipeline"), "pipeline");
    Map<Modality, Path> inputs = inputs(request.path("inputs"));
    JsonNode questions = request.path("questions");
    require(
        questions.isArray() && !questions.isEmpty() && questions.size() <= MOST_QUESTIONS,
        "questions must be a list of 1 to %d texts".formatted(MOST_QUESTIONS));
    ObjectNode reply = JsonNodeFactory.instance.objectNode();
    ArrayNode answers = reply.putArray("answers");
    for (JsonNode question : questions) {
      // Why the pipeline does not answer goes on to the caller: it decides the status.
      Answer answer =
          host.ask(pipeline, Question.withText(inputs, text(question, "each question")));
      answers.addObject().put("text", answer.text()).put("probability", answer.probability());
    }
    return reply;
  }

  private static Map<Modality, Path> inputs(JsonNode json) {
    require(
        json.isMissingNode() || json.isObject(), "inputs must be an object of a path by modality");
    Map<Modality, Path> inputs = new HashMap<>();
    json.properties()
        .forEach(
            input -> {
              Path path = FileNames.path(text(input.getValue(), "inputs." + input.getKey()));
              require(path.isAbsolute(), "the path of each input must be absolute, found " + path);
              inputs.put(new Modality(input.getKey()), path);
            });
    return inputs;
  }

  private static String text(JsonNode json, String name) {
    require(json.isTextual() && !json.textValue().isBlank(), name + " must be a text");
    return json.textValue();
  }
}
