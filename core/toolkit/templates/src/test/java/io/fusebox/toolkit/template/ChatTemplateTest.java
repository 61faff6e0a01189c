package io.fusebox.toolkit.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.FuseboxException;
import io.fusebox.fixtures.Fixtures;
import io.fusebox.toolkit.files.JsonFile;
import io.fusebox.toolkit.template.ChatTemplate.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatTemplateTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"llama2", "smollm", "qwen2"})
  void everyChatIsRenderedAsTheReferenceSays(String family) {
    Path golden = Fixtures.folder("golden/tokenizer-" + family);
    ChatTemplate template = ChatTemplate.of(golden).orElseThrow();
    for (JsonNode chat :
        JsonFile.readObject(golden.resolve("cases.json"), 1_000_000).get("chats")) {
      List<Message> messages =
          StreamSupport.stream(chat.get("messages").spliterator(), false)
              .map(m -> new Message(m.get("role").textValue(), m.get("content").textValue()))
              .toList();
      assertEquals(chat.get("rendered").textValue(), template.render(messages, true));
    }
  }

  @Test
  void theTemplateHasAFileOfItsOwnOrAPlaceInOne() throws IOException {
    assertTrue(ChatTemplate.of(folder).isEmpty());
    Files.writeString(
        folder.resolve("tokenizer_config.json"),
        "{\"bos_token\": {\"content\": \"<b>\"}, \"chat_template\": [{\"name\": \"tool_use\", \"template\": \"t\"}, {\"name\": \"default\", \"template\": \"{{ bos_token }}c\"}]}");
    assertEquals("<b>c", render());
    Files.writeString(folder.resolve("chat_template.json"), "{\"chat_template\": \"j\"}");
    assertEquals("j", render());
    Files.writeString(folder.resolve("chat_template.jinja"), "{{ messages[0].content }}\n");
    assertEquals("hi", render());
  }

  @Test
  void aMessageIsItsRoleAndThenItsContent() throws IOException {
    Files.writeString(
        folder.resolve("chat_template.jinja"),
        "{{ messages | tojson }}{{ 'tool_calls' in messages[0] }}{{ messages[0].get(none) }}");
    assertEquals("[{\"role\": \"user\", \"content\": \"hi\"}]FalseNone", render());
  }

  @Test
  void refusalsNameTheFile() throws IOException {
    Path config = folder.resolve("tokenizer_config.json");
    for (String template :
        List.of("7", "[]", "[{\"name\": \"rag\", \"template\": \"x\"}]", "\"{%\"")) {
      Files.writeString(config, "{\"chat_template\": " + template + "}");
      String said = assertThrows(FuseboxException.class, this::render).getMessage();
      assertTrue(said.contains("tokenizer_config.json"), said);
    }
  }

  private String render() {
    return ChatTemplate.of(folder).orElseThrow().render(List.of(new Message("user", "hi")), true);
  }
}
