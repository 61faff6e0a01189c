package io.fusebox.runtime.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.data.message.AudioContent;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that were written for OpenAI, unadapted. */
class OpenAiClientsTest {
  private static final String CHAT = "/v1/chat/completions";
  private static final String ANSWER = "what? audio=NOISE image=PIXELS";

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

  private String url() {
    return "http://127.0.0.1:" + served.server.port();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static UserMessage question() {
    return UserMessage.from(
        TextContent.from("what?"),
        ImageContent.from(base64("PIXELS"), "image/png"),
        AudioContent.from(base64("NOISE"), "audio/wav"));
  }

  private OpenAiChatModel.OpenAiChatModelBuilder langChain() {
    return OpenAiChatModel.builder()
        .baseUrl(url() + "/v1")
        .apiKey(served.owner)
        .modelName("shapes")
        .maxRetries(0);
  }

  @Test
  void langChain4jAsks() {
    ChatResponse response = langChain().build().chat(question());
    assertEquals(ANSWER, response.aiMessage().text());
  }

  @Test
  void langChain4jIsToldWhatIsWrong() {
    assertThrows(
        ModelNotFoundException.class, () -> langChain().modelName("shaeps").build().chat("what?"));
    assertThrows(
        AuthenticationException.class, () -> langChain().apiKey("wrong").build().chat("what?"));
  }

  @Test
  void langChain4jStreams() throws Exception {
    CompletableFuture<String> whole = new CompletableFuture<>();
    StringBuilder parts = new StringBuilder();
    OpenAiStreamingChatModel.builder()
        .baseUrl(url() + "/v1")
        .apiKey(served.owner)
        .modelName("shapes")
        .build()
        .chat(
            List.of(question()),
            new StreamingChatResponseHandler() {
              @Override
              public void onPartialResponse(String part) {
                parts.append(part);
              }

              @Override
              public void onCompleteResponse(ChatResponse response) {
                whole.complete(response.aiMessage().text());
              }

              @Override
              public void onError(Throwable error) {
                whole.completeExceptionally(error);
              }
            });
    assertEquals(ANSWER, whole.get());
    assertEquals(ANSWER, parts.toString());
  }

  @Test
  void openAisOwnClientForNodeAsksStreamsAndIsToldWhatIsWrong() throws Exception {
    JsonNode said = Served.json(runNode());
    assertEquals("shapes", said.path("models").get(0).asText());
    assertEquals("model", said.path("one").asText());
    assertEquals(ANSWER, said.path("answer").asText());
    assertEquals("stop", said.path("finish").asText());
    assertEquals(ANSWER, said.path("streamed").asText());
    assertEquals(2, said.path("pieces").asInt());
    assertEquals("stop", said.path("streamedFinish").asText());
    assertEquals("NotFoundError", said.path("unknown").path("type").asText());
    assertTrue(said.path("unknown").path("message").asText().contains("shapes"), said::toString);
    assertEquals("BadRequestError", said.path("fetched").path("type").asText());
    assertEquals("AuthenticationError", said.path("stranger").path("type").asText());
  }

  private String runNode() throws IOException, InterruptedException {
    String modules = System.getenv("FUSEBOX_NODE_MODULES");
    assumeTrue(
        modules != null && Files.isDirectory(Path.of(modules, "openai")),
        "not run: install Node 20 or newer, run 'npm ci' in a copy of runtime/server/src/test/node,"
            + " and name its node_modules in FUSEBOX_NODE_MODULES; .ci/run does");
    ProcessBuilder node = new ProcessBuilder("node", "src/test/node/chat.cjs");
    node.environment().put("NODE_PATH", modules);
    node.environment().put("FUSEBOX_URL", url());
    node.environment().put("FUSEBOX_TOKEN", served.owner);
    Process process = node.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), out);
    return out;
  }

  @Test
  void curlAsksWithAFile() throws Exception {
    Path curl = Path.of("/usr/bin/curl");
    assumeTrue(Files.isExecutable(curl), "not run: install curl");
    Path image = Files.writeString(workspace.resolve("a.png"), "PIXELS");
    Process process =
        new ProcessBuilder(
                curl.toString(),
                "--silent",
                "--fail-with-body",
                "--header",
                "Authorization: Bearer " + served.owner,
                "--form",
                "question=what?",
                "--form",
                "image=@" + image,
                url() + "/api/pipelines/shapes/questions")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), out);
    assertEquals("what? image=PIXELS", Served.json(out).path("answer").asText());
  }

  private HttpResponse<String> chat(String more, String messages) {
    return served.post(
        CHAT, "{\"model\": \"shapes\", \"messages\": [%s]%s}".formatted(messages, more));
  }

  @Test
  void whatHasNoEffectIsNamedAndWhatCannotBeDoneIsRefused() {
    String user = "{\"role\": \"user\", \"content\": \"what?\"}";
    HttpResponse<String> some =
        chat(
            ", \"temperature\": 0.5, \"n\": 1, \"tools\": [], \"tool_choice\": \"none\", \"stream_options\": {\"include_usage\": true}",
            "{\"role\": \"system\", \"content\": \"be brief\"}, " + user);
    assertEquals(200, some.statusCode(), some.body());
    JsonNode ignored = Served.json(some).path("fusebox").path("ignored");
    assertEquals(
        "[\"temperature\",\"stream_options.include_usage\",\"texts before the last message\"]",
        ignored.toString());
    for (String more :
        List.of(
            ", \"n\": 2",
            ", \"n\": 1.9",
            ", \"tools\": [{}]",
            ", \"logprobs\": true",
            ", \"response_format\": {\"type\": \"json_object\"}")) {
      assertBad(chat(more, user));
    }
    assertBad(chat("", "{\"role\": \"assistant\", \"content\": \"what?\"}"));
    assertBad(chat("", "{\"role\": \"user\", \"content\": 7}"));
    assertBad(chat("", "{\"role\": \"user\", \"content\": [{\"type\": \"file\"}]}"));
    assertBad(chat("", ""));
    assertBad(served.post(CHAT, "{\"model\": \"shapes\"}"));
  }

  private static void assertBad(HttpResponse<String> response) {
    assertEquals(400, response.statusCode(), response.body());
    JsonNode error = Served.json(response).path("error");
    assertEquals("invalid_request_error", error.path("type").asText());
    assertTrue(error.path("message").isTextual());
  }
}
