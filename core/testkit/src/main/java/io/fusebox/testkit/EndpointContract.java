package io.fusebox.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.endpoint.Endpoint;
import io.fusebox.api.plugin.Host;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of every endpoint: JSON objects in and out, and words for every wrong request. */
public interface EndpointContract {
  /**
   * A new endpoint.
   *
   * @param host answers {@link Host#ask} with {@link #answer}
   */
  Endpoint endpoint(Host host);

  /** A request that the endpoint replies to. */
  ObjectNode request();

  /** The answers of a pipeline of the host. */
  default Answer answer(String pipeline, Question question) {
    return new Answer("yes", 0.75);
  }

  /** A host whose pipelines give {@link #answer}. */
  default Host host() {
    return new AskedHost(this::answer);
  }

  @Test
  default void isAskedByGetOrPost() {
    assertTrue(Set.of("GET", "POST").contains(endpoint(host()).method()));
  }

  @Test
  default void repliesWithAnObjectAndLeavesTheRequestAsItWas() {
    ObjectNode request = request();
    requireObject(endpoint(host()).handle(request));
    assertEquals(request(), request, "the request afterwards");
  }

  @Test
  default void repliesToSeveralAtATime() {
    Endpoint endpoint = endpoint(host());
    IntStream.range(0, 16).parallel().forEach(i -> requireObject(endpoint.handle(request())));
  }

  /** Anything but a {@link FuseboxException} would be reported as the endpoint's fault. */
  @Test
  default void refusesWrongRequestsInWords() {
    Endpoint endpoint = endpoint(host());
    for (ObjectNode wrong : wrong(request())) {
      requireReplyOrRefusal(endpoint, wrong);
    }
  }

  /** The status of the response says so: 404 and 503. */
  @Test
  default void passesOnWhyAPipelineDoesNotAnswer() {
    List<FuseboxException> reasons =
        List.of(
            new FuseboxException.NotFound("there is no pipeline of this name"),
            new FuseboxException.Unavailable("it waits for a plug-in"));
    for (FuseboxException reason : reasons) {
      AskedHost host =
          new AskedHost(
              (pipeline, question) -> {
                throw reason;
              });
      requireReplyOrRefusal(endpoint(host), request())
          .filter(thrown -> host.asked())
          .ifPresent(
              thrown -> assertEquals(reason.getClass(), thrown.getClass(), thrown.getMessage()));
    }
  }

  /** The endpoint's refusal; empty when it replies. */
  private static Optional<FuseboxException> requireReplyOrRefusal(
      Endpoint endpoint, ObjectNode request) {
    JsonNode reply;
    try {
      reply = endpoint.handle(request);
    } catch (FuseboxException refused) {
      assertFalse(String.valueOf(refused.getMessage()).isBlank(), () -> "no reason for " + request);
      return Optional.of(refused);
    } catch (RuntimeException e) {
      throw new AssertionError(
          "a request is refused with a FuseboxException, found %s for %s".formatted(e, request), e);
    }
    requireObject(reply);
    return Optional.empty();
  }

  private static void requireObject(JsonNode reply) {
    assertNotNull(reply, "the reply");
    assertTrue(reply.isObject(), () -> "the reply is a JSON object, found " + reply);
  }

  /** The empty request, and for each field one without it and some with another value. */
  private static List<ObjectNode> wrong(ObjectNode good) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    List<JsonNode> values =
        List.of(
            json.nullNode(),
            json.numberNode(-1),
            json.numberNode(1e300),
            json.booleanNode(true),
            json.textNode(""),
            json.textNode("\u0000 / .. \ud800"),
            json.textNode("x".repeat(100_000)),
            json.arrayNode().add(json.objectNode()),
            json.objectNode().put("no", "such"));
    List<ObjectNode> all = new ArrayList<>(List.of(json.objectNode()));
    good.fieldNames()
        .forEachRemaining(
            field -> {
              all.add(good.deepCopy().without(field));
              values.forEach(value -> all.add(good.deepCopy().set(field, value)));
            });
    return all;
  }
}
