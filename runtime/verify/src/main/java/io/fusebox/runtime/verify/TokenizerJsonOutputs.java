package io.fusebox.runtime.verify;

import static io.fusebox.runtime.verify.TokenizerVerifier.ids;
import static io.fusebox.runtime.verify.TokenizerVerifier.list;
import static io.fusebox.runtime.verify.TokenizerVerifier.written;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.reference.OutputResult;
import io.fusebox.toolkit.template.ChatTemplate;
import io.fusebox.toolkit.template.ChatTemplate.Message;
import io.fusebox.toolkit.text.FolderTokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The outputs of a tokenizer.json: ids with and without special tokens, decoded texts, chats as the
 * folder's template renders them and their ids. Each is about all texts or chats of the case.
 */
record TokenizerJsonOutputs(FolderTokenizer tokenizer, Optional<ChatTemplate> template) {
  static TokenizerJsonOutputs of(Path folder) {
    return new TokenizerJsonOutputs(FolderTokenizer.open(folder), ChatTemplate.of(folder));
  }

  List<OutputResult> rows(JsonNode json) {
    List<OutputResult> rows = new ArrayList<>();
    json.properties()
        .forEach(
            section -> {
              JsonNode value = section.getValue();
              switch (section.getKey()) {
                case "cases" -> rows.addAll(each("", list(value), Set.of("text"), this::text));
                case "chats" ->
                    rows.addAll(each("chats.", list(value), Set.of("messages"), this::chat));
                case "pairs" -> rows.add(TokenizerVerifier.pairs(list(value), tokenizer));
                case "batch", "batch_pairs" ->
                    rows.addAll(TokenizerVerifier.batch(section.getKey(), value, tokenizer));
                case "vocab_size" ->
                    rows.add(
                        OutputResult.texts(
                            "vocab_size",
                            List.of(value.asText()),
                            List.of("" + tokenizer.vocabularySize())));
                case "note" -> {}
                default -> rows.add(OutputResult.unsupported(section.getKey(), ""));
              }
            });
    return rows;
  }

  /** A row for every field that some case has, in addition to those that it is given. */
  private static List<OutputResult> each(
      String prefix,
      List<JsonNode> cases,
      Set<String> given,
      Function<String, Optional<Function<JsonNode, String>>> computed) {
    Set<String> fields = new LinkedHashSet<>();
    cases.forEach(c -> c.fieldNames().forEachRemaining(fields::add));
    fields.removeAll(given);
    return fields.stream()
        .map(field -> row(prefix + field, field, cases, computed.apply(field)))
        .toList();
  }

  private static OutputResult row(
      String output,
      String field,
      List<JsonNode> cases,
      Optional<Function<JsonNode, String>> computed) {
    if (computed.isEmpty()) {
      return OutputResult.unsupported(output, "");
    }
    List<JsonNode> with = cases.stream().filter(c -> c.has(field)).toList();
    return OutputResult.texts(
        output,
        with.stream().map(c -> written(c.path(field))).toList(),
        with.stream().map(computed.get()).toList());
  }

  /** Encoding starts from the text, decoding from the reference's ids. */
  private Optional<Function<JsonNode, String>> text(String field) {
    return Optional.ofNullable(
        switch (field) {
          case "ids" -> c -> Arrays.toString(tokenizer.encode(c.path("text").asText()));
          case "ids_no_special" -> c -> withoutSpecialTokens(c.path("text").asText());
          case "tokens" ->
              c -> tokenizer.tokens(tokenizer.encode(c.path("text").asText())).toString();
          case "decoded" -> c -> tokenizer.decode(ids(c.path("ids")));
          case "decoded_raw" -> c -> tokenizer.decodeRaw(ids(c.path("ids")));
          default -> null;
        });
  }

  private Optional<Function<JsonNode, String>> chat(String field) {
    return Optional.ofNullable(
        switch (field) {
          case "rendered" -> this::rendered;
          case "ids" -> c -> withoutSpecialTokens(rendered(c));
          default -> null;
        });
  }

  private String rendered(JsonNode chat) {
    List<Message> messages =
        list(chat.path("messages")).stream()
            .map(m -> new Message(m.path("role").asText(), m.path("content").asText()))
            .toList();
    return template
        .map(t -> t.render(messages, chat.path("add_generation_prompt").asBoolean(true)))
        .orElse("the folder has no chat template");
  }

  /** A rendered chat has what begins a text in it. */
  private String withoutSpecialTokens(String text) {
    return Arrays.toString(tokenizer.encodePart(text, false, false));
  }
}
