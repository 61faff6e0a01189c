package io.fusebox.runtime.server.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.runtime.http.EventWriter;
import io.fusebox.runtime.http.Problem;
import io.fusebox.runtime.http.Problems;
import io.fusebox.runtime.live.Reply;
import io.fusebox.runtime.server.questions.StreamedText;
import java.io.IOException;
import java.time.Instant;

/**
 * A reply as clients of OpenAI read it, whole or in chunks. The member {@code fusebox} says more
 * than they know; {@code usage} is not there, since nobody has counted tokens.
 */
final class Completion implements StreamedText.Format {
  private final String id;
  private final ChatRequest request;
  private final long created = Instant.now().getEpochSecond();

  Completion(String request, ChatRequest asked) {
    this.id = "chatcmpl-" + request;
    this.request = asked;
  }

  /** All at once. */
  ObjectNode whole(Reply reply) {
    ObjectNode json = head("chat.completion");
    ObjectNode choice = choice(json);
    choice
        .putObject("message")
        .put("role", "assistant")
        .put("content", reply.text())
        .putNull("refusal");
    choice.put("finish_reason", "stop");
    json.set("fusebox", more(reply));
    return json;
  }

  @Override
  public void begin(EventWriter events) throws IOException {
    ObjectNode begin = chunk();
    choice(begin)
        .putNull("finish_reason")
        .putObject("delta")
        .put("role", "assistant")
        .put("content", "");
    events.data(begin);
  }

  @Override
  public void piece(EventWriter events, String text) throws IOException {
    ObjectNode piece = chunk();
    choice(piece).putNull("finish_reason").putObject("delta").put("content", text);
    events.data(piece);
  }

  @Override
  public void problem(EventWriter events, Problem problem) throws IOException {
    events.data(Problems.openAi(problem));
  }

  /** After the whole text. */
  void end(EventWriter events, Reply reply) throws IOException {
    ObjectNode end = chunk();
    choice(end).put("finish_reason", "stop").putObject("delta");
    end.set("fusebox", more(reply));
    events.data(end);
    events.data("[DONE]");
  }

  private ObjectNode chunk() {
    return head("chat.completion.chunk");
  }

  private ObjectNode head(String object) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", id)
        .put("object", object)
        .put("created", created)
        .put("model", request.model());
  }

  private static ObjectNode choice(ObjectNode json) {
    return json.putArray("choices").addObject().put("index", 0).putNull("logprobs");
  }

  private ObjectNode more(Reply reply) {
    ObjectNode more = JsonNodeFactory.instance.objectNode();
    more.put("probability", reply.answer().probability()).put("strategy", reply.strategy());
    ArrayNode missing = more.putArray("missing");
    reply.missing().forEach(missing::add);
    ArrayNode ignored = more.putArray("ignored");
    request.ignored().forEach(ignored::add);
    return more;
  }
}
