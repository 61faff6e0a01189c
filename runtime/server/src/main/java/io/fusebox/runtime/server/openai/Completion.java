package io.fusebox.runtime.server.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.runtime.live.Reply;
import java.time.Instant;
import java.util.List;

/**
 * A reply as clients of OpenAI read it. The member {@code fusebox} says more than they know; {@code
 * usage} is not there, since nobody has counted tokens.
 */
final class Completion {
  private final String id;
  private final ChatRequest request;
  private final Reply reply;
  private final long created = Instant.now().getEpochSecond();

  Completion(String request, ChatRequest asked, Reply reply) {
    this.id = "chatcmpl-" + request;
    this.request = asked;
    this.reply = reply;
  }

  /** All at once. */
  ObjectNode whole() {
    ObjectNode json = head("chat.completion");
    ObjectNode choice = choice(json);
    choice
        .putObject("message")
        .put("role", "assistant")
        .put("content", reply.text())
        .putNull("refusal");
    choice.put("finish_reason", "stop");
    json.set("fusebox", more());
    return json;
  }

  /** Bit by bit. */
  List<ObjectNode> chunks() {
    ObjectNode begin = chunk();
    choice(begin)
        .putNull("finish_reason")
        .putObject("delta")
        .put("role", "assistant")
        .put("content", "");
    ObjectNode text = chunk();
    choice(text).putNull("finish_reason").putObject("delta").put("content", reply.text());
    ObjectNode end = chunk();
    choice(end).put("finish_reason", "stop").putObject("delta");
    end.set("fusebox", more());
    return List.of(begin, text, end);
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

  private ObjectNode more() {
    ObjectNode more = JsonNodeFactory.instance.objectNode();
    more.put("probability", reply.answer().probability()).put("strategy", reply.strategy());
    ArrayNode missing = more.putArray("missing");
    reply.missing().forEach(missing::add);
    ArrayNode ignored = more.putArray("ignored");
    request.ignored().forEach(ignored::add);
    return more;
  }
}
