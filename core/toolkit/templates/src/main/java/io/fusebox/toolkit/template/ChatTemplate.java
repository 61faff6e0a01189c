package io.fusebox.toolkit.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.files.JsonFile;
import io.fusebox.toolkit.jinja.JinjaTemplate;
import io.fusebox.toolkit.text.FolderTokenizer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The chat template of a model folder: {@code chat_template.jinja}, else {@code
 * chat_template.json}, else {@code tokenizer_config.json}. Immutable.
 */
public final class ChatTemplate {
  private static final String FIELD = "chat_template";
  private static final String DEFAULT = "default";
  private static final long MAX_BYTES = 16_000_000;

  private final JinjaTemplate template;
  private final Map<String, String> specialTokens;

  private ChatTemplate(JinjaTemplate template, Map<String, String> specialTokens) {
    this.template = template;
    this.specialTokens = Map.copyOf(specialTokens);
  }

  /** One turn of a chat: {@code system}, {@code user} or {@code assistant}, and what it says. */
  public record Message(String role, String content) {}

  /**
   * The folder's template; empty when it has none.
   *
   * @throws FuseboxException when it is malformed, or uses what is not supported
   */
  public static Optional<ChatTemplate> of(Path folder) {
    return source(folder)
        .map(source -> new ChatTemplate(source, FolderTokenizer.namedSpecialTokens(folder)));
  }

  private static Optional<JinjaTemplate> source(Path folder) {
    Path file = folder.resolve("chat_template.jinja");
    if (Files.exists(file)) {
      byte[] bytes = JsonFile.readBytes(file, MAX_BYTES);
      return Optional.of(parse(new String(bytes, StandardCharsets.UTF_8), file));
    }
    for (String name : List.of("chat_template.json", "tokenizer_config.json")) {
      Path json = folder.resolve(name);
      if (Files.exists(json)) {
        JsonNode said = JsonFile.readObject(json, MAX_BYTES).path(FIELD);
        if (!said.isMissingNode() && !said.isNull()) {
          return Optional.of(parse(text(said, json), json));
        }
      }
    }
    return Optional.empty();
  }

  private static JinjaTemplate parse(String template, Path file) {
    return JinjaTemplate.parse(template, "the chat template in " + file);
  }

  /** A text, or several with names, of which one is the default. */
  private static String text(JsonNode said, Path file) {
    if (said.isTextual()) {
      return said.textValue();
    }
    for (JsonNode named : said) {
      boolean usual = named.path("name").asText().equals(DEFAULT);
      if (usual && named.path("template").isTextual()) {
        return named.path("template").textValue();
      }
    }
    throw new FuseboxException(
        "%s: %s is neither a text nor a list with a template named '%s'"
            .formatted(file, FIELD, DEFAULT));
  }

  /**
   * A chat as text. It has what begins a text in it, so it is tokenised without special tokens.
   *
   * @param answering whether the beginning of the assistant's next turn follows
   * @throws FuseboxException when the template refuses such messages
   */
  public String render(List<Message> messages, boolean answering) {
    Map<String, Object> variables = new HashMap<>(specialTokens);
    variables.put("messages", messages.stream().map(ChatTemplate::variables).toList());
    variables.put("add_generation_prompt", answering);
    variables.put("tools", null);
    variables.put("documents", null);
    return template.render(variables);
  }

  /** In this order: a template may go through them. */
  private static Map<String, Object> variables(Message message) {
    Map<String, Object> variables = new LinkedHashMap<>();
    variables.put("role", message.role());
    variables.put("content", message.content());
    return variables;
  }
}
