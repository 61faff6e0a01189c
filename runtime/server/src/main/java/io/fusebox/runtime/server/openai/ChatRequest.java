package io.fusebox.runtime.server.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.settings.NameSuggestions;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.http.Json;
import io.fusebox.runtime.http.Problem;
import io.fusebox.runtime.server.questions.EncodedInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The question in a chat: its last message, from the user, about its own images, sound and film, or
 * those of the last message that has some. A pipeline has no memory and no system prompt, and its
 * file decides how answers are searched for: what the request says of those is named in the reply
 * as ignored.
 *
 * @param inputs the files of each modality, in the order of their message
 * @param ignored what has no effect, in words
 */
record ChatRequest(
    String model,
    String text,
    Map<Modality, List<byte[]>> inputs,
    boolean stream,
    List<String> ignored) {
  /** Options that would make another kind of reply. */
  private static final Set<String> REFUSED =
      Set.of("tools", "tool_choice", "functions", "function_call", "logprobs", "top_logprobs");

  /** Settings that need no word, since they shape no answer. */
  private static final Set<String> UNDERSTOOD =
      Set.of(
          "model",
          "messages",
          "stream",
          "stream_options",
          "n",
          "response_format",
          "modalities",
          "user",
          "metadata",
          "store",
          "service_tier",
          "safety_identifier",
          "prompt_cache_key");

  static ChatRequest of(Json json) {
    List<String> ignored = new ArrayList<>();
    json.object().fieldNames().forEachRemaining(key -> check(json.object(), key, ignored));
    JsonNode messages = json.object().path("messages");
    require(messages.isArray() && !messages.isEmpty(), "'messages' must be a list of messages");
    JsonNode last = messages.get(messages.size() - 1);
    require(
        last.path("role").asText().equals("user"), "the last of 'messages' must be from the user");
    if (json.object().path("stream_options").path("include_usage").asBoolean()) {
      ignored.add("stream_options.include_usage");
    }
    if (messages.size() > 1) {
      ignored.add("texts before the last message");
    }
    Parts parts = new Parts();
    parts.read(last.path("content"));
    return new ChatRequest(
        json.text("model"),
        String.join("\n", parts.texts),
        parts.inputs.isEmpty() ? earlierInputs(messages) : parts.inputs,
        json.flag("stream"),
        ignored);
  }

  /** Those of the last user's message that has some: a chat goes on about the same image. */
  private static Map<Modality, List<byte[]>> earlierInputs(JsonNode messages) {
    for (int i = messages.size() - 2; i >= 0; i--) {
      JsonNode message = messages.get(i);
      if (message.path("role").asText().equals("user") && message.path("content").isArray()) {
        Parts parts = new Parts();
        parts.read(message.path("content"));
        if (!parts.inputs.isEmpty()) {
          return parts.inputs;
        }
      }
    }
    return Map.of();
  }

  private static void check(JsonNode json, String key, List<String> ignored) {
    JsonNode value = json.path(key);
    boolean off =
        value.isNull()
            || value.isBoolean() && !value.asBoolean()
            || value.isEmpty() && value.isArray()
            || key.equals("tool_choice") && value.asText().equals("none");
    require(off || !REFUSED.contains(key), "'%s' is not supported".formatted(key));
    if (key.equals("n")) {
      require(
          off || value.isInt() && value.asInt() == 1, "'n' must be 1: a pipeline has one answer");
    } else if (key.equals("response_format")) {
      require(
          off || value.path("type").asText().equals("text"),
          "'response_format' must be text: a pipeline answers in words");
    } else if (!off && !REFUSED.contains(key) && !UNDERSTOOD.contains(key)) {
      ignored.add(NameSuggestions.shown(key));
    }
  }

  /** The parts of a message. */
  private static final class Parts {
    private final List<String> texts = new ArrayList<>();
    private final Map<Modality, List<byte[]>> inputs = new LinkedHashMap<>();

    void read(JsonNode content) {
      if (content.isTextual()) {
        texts.add(content.asText());
        return;
      }
      require(content.isArray(), "the message's 'content' must be a text or a list of parts");
      content.forEach(this::readPart);
    }

    private void readPart(JsonNode part) {
      String type = part.path("type").asText();
      switch (type) {
        case "text" -> texts.add(text(part, "text"));
        case "image_url" -> put(Modality.IMAGE, uri(part.path("image_url")));
        case "video_url" -> put(Modality.VIDEO, uri(part.path("video_url")));
        case "input_audio" -> put(Modality.AUDIO, text(part.path("input_audio"), "data"));
        default ->
            throw new Problem(
                400,
                "a part is text, image_url, input_audio or video_url, found '%s'"
                    .formatted(NameSuggestions.shown(type)));
      }
    }

    private static String uri(JsonNode holder) {
      String uri = text(holder, "url");
      require(
          uri.regionMatches(true, 0, "data:", 0, "data:".length()),
          "nothing is fetched from an address; send the bytes in a data: URI");
      return uri;
    }

    private void put(Modality modality, String encoded) {
      List<byte[]> files = inputs.computeIfAbsent(modality, m -> new ArrayList<>());
      require(
          files.size() < Question.MOST_FILES,
          "a message has at most %d parts of the modality %s"
              .formatted(Question.MOST_FILES, modality));
      files.add(EncodedInput.bytes(encoded));
    }

    private static String text(JsonNode holder, String key) {
      JsonNode value = holder.path(key);
      require(value.isTextual(), "a part has no text '%s'".formatted(key));
      return value.asText();
    }
  }

  private static void require(boolean rule, String message) {
    if (!rule) {
      throw new Problem(400, message);
    }
  }
}
