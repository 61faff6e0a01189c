package io.fusebox.runtime.server.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.encoder.Modality;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.live.Reply;
import io.fusebox.toolkit.files.JsonFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuestionJsonTest {
  private static JsonNode parsed(String json) {
    return JsonFile.parseObject(json.getBytes(StandardCharsets.UTF_8), Path.of("test"));
  }

  @Test
  void questionNamesItsFilesByAbsolutePaths() {
    Path image = Path.of("\u00e4 b.png");
    Question asked = Question.withText(Map.of(Modality.IMAGE, image), "what \"color\"?");
    JsonNode json = parsed(QuestionJson.of(asked).toString());
    assertEquals("what \"color\"?", json.path("question").asText());
    assertEquals(
        image.toAbsolutePath().toString(), json.path("inputs").path("image").path("file").asText());
  }

  @Test
  void severalFilesOfOneInputAreNamedInTheirOrder() {
    Question asked =
        Question.withFiles(Map.of("left", List.of(Path.of("b.png"), Path.of("a.png"))), "what?");
    JsonNode left = parsed(QuestionJson.of(asked).toString()).path("inputs").path("left");
    assertEquals(2, left.size());
    assertEquals(Path.of("b.png").toAbsolutePath().toString(), left.path(0).path("file").asText());
  }

  @Test
  void replyComesBackBitForBit() {
    Reply reply =
        new Reply(new Answer("", 0.1 + 0.2), "promptfuse", List.of("audio"), "shadow noprompt");
    assertEquals(reply, QuestionJson.reply(parsed(QuestionJson.of(reply).toString())));
  }
}
