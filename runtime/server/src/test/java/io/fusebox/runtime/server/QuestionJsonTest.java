package io.fusebox.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.FuseboxException;
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
  void questionComesBackWithAbsolutePaths() {
    Path picture = Path.of("ä b.png");
    Question asked = Question.withText(Map.of(Modality.IMAGE, picture), "what \"color\"?");
    JsonNode json = parsed(QuestionJson.of("shapes", asked).toString());
    assertEquals("shapes", json.path("pipeline").asText());
    assertEquals(
        Question.withText(Map.of(Modality.IMAGE, picture.toAbsolutePath()), "what \"color\"?"),
        QuestionJson.question(json));
  }

  @Test
  void severalFilesOfOneInputComeBackInTheirOrder() {
    Path first = Path.of("b.png").toAbsolutePath();
    Path second = Path.of("a.png").toAbsolutePath();
    Question asked = Question.withFiles(Map.of("left", List.of(first, second)), "what?");
    JsonNode json = parsed(QuestionJson.of("shapes", asked).toString());
    assertEquals(2, json.path("inputs").path("left").size());
    assertEquals(asked, QuestionJson.question(json));
  }

  @Test
  void replyComesBackBitForBit() {
    Reply reply =
        new Reply(new Answer("", 0.1 + 0.2), "promptfuse", List.of("audio"), "shadow noprompt");
    assertEquals(reply, QuestionJson.reply(parsed(QuestionJson.of(reply).toString())));
  }

  @Test
  void otherKeysTypesAndBlankTextsAreRefused() {
    assertRefused("{\"question\": \"q\", \"inptus\": {}}", "did you mean inputs");
    assertRefused("{\"inputs\": {}}", "the command needs 'question'");
    assertRefused("{\"question\": \" \"}", "the question is empty");
    assertRefused("{\"question\": \"q\", \"inputs\": [\"a\"]}", "an object of files by input");
    assertRefused("{\"question\": \"q\", \"inputs\": {\"image\": 7}}", "the command needs 'image'");
    assertRefused("{\"question\": \"q\", \"inputs\": {\"image\": []}}", "has no file");
    assertRefused("{\"question\": \"q\", \"inputs\": {\"image\": [7]}}", "at most 64 texts");
  }

  private static void assertRefused(String json, String words) {
    String message =
        assertThrows(FuseboxException.class, () -> QuestionJson.question(parsed(json)))
            .getMessage();
    assertTrue(message.contains(words), message);
  }
}
