package @package@;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.endpoint.Endpoint;
import io.fusebox.api.plugin.Host;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Question;
import io.fusebox.testkit.EndpointContract;
import org.junit.jupiter.api.Test;

/** The contract of every endpoint, and what this one replies. */
class @Type@Test implements EndpointContract {
  @Override
  public Endpoint endpoint(Host host) {
    return new @Type@(host);
  }

  @Override
  public ObjectNode request() {
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("pipeline", "shapes");
    request.putObject("inputs").put("image", "/images/a.png");
    request.putArray("questions").add("what shape is it?").add("what color is it?");
    return request;
  }

  @Override
  public Answer answer(String pipeline, Question question) {
    return new Answer(question.text().contains("shape") ? "a circle" : "red", 0.75);
  }

  @Test
  void answersComeInTheOrderOfTheQuestions() {
    assertEquals(
        "{\"answers\":[{\"text\":\"a circle\",\"probability\":0.75},"
            + "{\"text\":\"red\",\"probability\":0.75}]}",
        endpoint(host()).handle(request()).toString());
  }
}
