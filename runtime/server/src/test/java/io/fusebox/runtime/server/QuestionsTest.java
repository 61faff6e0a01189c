package io.fusebox.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.fusebox.api.encoder.Modality;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How questions come in, and what becomes of their files. */
class QuestionsTest {
  @TempDir Path workspace;
  private Served served;

  @BeforeEach
  void start() {
    served = new Served(workspace);
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void answersAQuestionInJson() {
    String body =
        "{\"question\": \"what?\", \"inputs\": {\"image\": \"data:image/png;base64,%s\", \"audio\": {\"data\": \"%s\", \"name\": \"a.wav\"}}}"
            .formatted(base64("PIXELS"), base64("NOISE"));
    HttpResponse<String> answer = served.post("/api/pipelines/shapes/questions", body);
    assertEquals(200, answer.statusCode(), answer.body());
    assertEquals("what? audio=NOISE image=PIXELS", Served.json(answer).path("answer").asText());
    assertEquals("promptfuse", Served.json(answer).path("strategy").asText());
  }

  @Test
  void answersAQuestionInAForm() {
    String form =
        "--B\r\nContent-Disposition: form-data; name=\"question\"\r\n\r\nwhat?\r\n"
            + "--B\r\nContent-Disposition: form-data; name=\"image\"; filename=\"../../x.png\"\r\n"
            + "Content-Type: image/png\r\n\r\nPIXELS\r\n--B--\r\n";
    HttpResponse<String> answer =
        served.send(
            served
                .own("/api/pipelines/shapes/questions")
                .header("Content-Type", "multipart/form-data; boundary=B")
                .POST(Served.body(form)));
    assertEquals(200, answer.statusCode(), answer.body());
    assertEquals("what? image=PIXELS", Served.json(answer).path("answer").asText());
    Path kept = served.system.asked.get(0).files("image").get(0);
    assertTrue(kept.startsWith(workspace.resolve("run").resolve("inputs")), kept::toString);
    assertTrue(kept.toString().endsWith(".png"), kept::toString);
  }

  @Test
  void readsSeveralFilesOfOneInput() throws Exception {
    String list = "[\"%s\", {\"data\": \"%s\"}]".formatted(base64("A"), base64("B"));
    JsonNode json =
        Served.json(
            served.post(
                "/api/pipelines/shapes/questions",
                "{\"question\": \"what?\", \"inputs\": {\"left\": " + list + "}}"));
    assertEquals("what? left=A left=B", json.path("answer").asText(), json::toString);
    String part =
        "--B\r\nContent-Disposition: form-data; name=\"left\"; filename=\"x.png\"\r\n\r\n";
    String form =
        part
            + "C\r\n"
            + part
            + "D\r\n--B\r\nContent-Disposition: form-data; name=\"question\"\r\n\r\nwhat?\r\n--B--\r\n";
    HttpResponse<String> answer =
        served.send(
            served
                .own("/api/pipelines/shapes/questions")
                .header("Content-Type", "multipart/form-data; boundary=B")
                .POST(Served.body(form)));
    assertEquals("what? left=C left=D", Served.json(answer).path("answer").asText());
  }

  @Test
  void aTextIsReadInItsCharsetOrNotAtAll() throws Exception {
    String head =
        "--B\r\nContent-Disposition: form-data; name=\"question\"\r\nContent-Type: text/plain";
    String tail = "\r\n\r\n\u00e9?\r\n--B--\r\n"; // a byte of ISO 8859-1
    assertEquals(
        "\u00e9?", Served.json(form(head + "; charset=iso-8859-1" + tail)).path("answer").asText());
    assertEquals(400, form(head + tail).statusCode());
    assertEquals(400, form(head + "; charset=none" + tail).statusCode());
    String half = "{\"question\": \"\\ud800\"}";
    assertEquals(400, served.post("/api/pipelines/shapes/questions", half).statusCode());
  }

  private HttpResponse<String> form(String body) {
    return served.send(
        served
            .own("/api/pipelines/shapes/questions")
            .header("Content-Type", "multipart/form-data; boundary=B")
            .POST(BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.ISO_8859_1))));
  }

  @Test
  void putsTheImagesOfAChatIntoTheInputsThatReadImages() throws Exception {
    served.system.inputs = new LinkedHashMap<>();
    served.system.inputs.put("left", Modality.IMAGE);
    served.system.inputs.put("right", Modality.IMAGE);
    String image =
        "{\"type\": \"image_url\", \"image_url\": {\"url\": \"data:image/png;base64,%s\"}}";
    String two = image.formatted(base64("A")) + ", " + image.formatted(base64("B"));
    String chat =
        "{\"model\": \"shapes\", \"messages\": [{\"role\": \"user\", \"content\":"
            + " [{\"type\": \"text\", \"text\": \"what?\"}, %s]}]}";
    JsonNode reply = Served.json(served.post("/v1/chat/completions", chat.formatted(two)));
    assertEquals(
        "what? left=A right=B",
        reply.path("choices").path(0).path("message").path("content").asText(),
        reply::toString);
    String three = two + ", " + image.formatted(base64("C"));
    HttpResponse<String> refused = served.post("/v1/chat/completions", chat.formatted(three));
    assertEquals(400, refused.statusCode(), refused.body());
    assertTrue(refused.body().contains("left, right"), refused.body());
  }

  @Test
  void base64MayHaveLines() {
    String lines = base64("PIXELS").replaceAll("(.{4})", "$1\\\\n");
    String json = "{\"question\": \"what?\", \"inputs\": {\"image\": \"%s\"}}";
    HttpResponse<String> reply =
        served.post("/api/pipelines/shapes/questions", json.formatted(lines));
    assertEquals("what? image=PIXELS", Served.json(reply).path("answer").asText(), reply.body());
    HttpResponse<String> spaced =
        served.post("/api/pipelines/shapes/questions", json.formatted("UElY RUxT"));
    assertEquals(400, spaced.statusCode());
  }

  @Test
  void aChatGoesOnAboutTheImageOfAnEarlierMessage() {
    String part =
        "{\"type\": \"image_url\", \"image_url\": {\"url\": \"data:image/png;base64,%s\"}}";
    String user = "{\"role\": \"user\", \"content\": [{\"type\": \"text\", \"text\": \"%s\"}%s]}";
    String messages =
        String.join(
            ", ",
            user.formatted("first?", ", " + part.formatted(base64("A"))),
            user.formatted("what?", ", " + part.formatted(base64("B"))),
            "{\"role\": \"assistant\", \"content\": \"red\"}",
            user.formatted("and now?", ""));
    HttpResponse<String> reply =
        served.post(
            "/v1/chat/completions", "{\"model\": \"shapes\", \"messages\": [" + messages + "]}");
    assertEquals(
        "and now? image=B",
        Served.json(reply).path("choices").path(0).path("message").path("content").asText(),
        reply.body());
  }

  @Test
  void filesStayUntilTheirLastUseHasEnded() throws Exception {
    for (int i = 0; i < 3; i++) {
      served.post(
          "/api/pipelines/shapes/questions",
          "{\"question\": \"what?\", \"inputs\": {\"image\": \"%s\"}}".formatted(base64("P" + i)));
    }
    served.post("/api/pipelines/shapes/questions", "{\"question\": \" \"}");
    assertEquals(3, kept().size(), "a use of each goes on");
    served.system.uses.get(0).close();
    served.system.uses.get(0).close();
    served.system.uses.get(1).close();
    assertEquals(1, kept().size(), kept()::toString);
    assertEquals("P2", Files.readString(kept().get(0)));
  }

  @Test
  void aServiceThatHasEndedLeavesNoFiles() throws Exception {
    served.post(
        "/api/pipelines/shapes/questions",
        "{\"question\": \"what?\", \"inputs\": {\"image\": \"%s\"}}".formatted(base64("P")));
    assertEquals(1, kept().size(), "a use of it goes on");
    served.close();
    assertEquals(List.of(), kept());
  }

  private List<Path> kept() throws IOException {
    Path folder = workspace.resolve("run").resolve("inputs");
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
