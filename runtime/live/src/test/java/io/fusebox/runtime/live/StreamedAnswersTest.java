package io.fusebox.runtime.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.FuseboxException;
import io.fusebox.api.FuseboxException.Unavailable;
import io.fusebox.api.plm.EncoderOutput;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import io.fusebox.api.task.Task;
import io.fusebox.api.task.TaskType;
import io.fusebox.runtime.engine.plugins.PluginException;
import io.fusebox.testkit.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamedAnswersTest {
  private static final Question QUESTION = new Question(Map.of(), "is it so?");

  @TempDir Path folder;

  /** Says what it is told, and answers. */
  private record Talking(List<String> pieces, String answer) implements Task {
    @Override
    public Answer answer(Question question, EncoderOutput encoded, Consumer<String> said) {
      pieces.forEach(said);
      return new Answer(answer, 1);
    }

    @Override
    public List<Answer> answer(List<Question> questions, EncoderOutput encoded) {
      return questions.stream().map(question -> new Answer(answer, 1)).toList();
    }

    @Override
    public NDArray labels(NDManager manager, List<Example> examples) {
      throw new UnsupportedOperationException();
    }

    @Override
    public NDArray loss(EncoderOutput encoded, NDArray labels) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ExplainedToken explainedToken(String answer) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void thePiecesAreTheAnswerAndComeOnTheThreadThatAsks() throws IOException {
    try (Live live = live("it ", "is ", "so")) {
      LivePipeline tiny = live.pipelines().get("tiny");
      List<String> pieces = new ArrayList<>();
      Reply reply =
          tiny.ask(
              QUESTION,
              QuestionFiles.LASTING,
              piece -> {
                assertFalse(Thread.currentThread().getName().startsWith("fusebox-worker"));
                pieces.add(piece);
              });
      assertEquals(tiny.ask(QUESTION), reply);
      assertEquals(List.of("it ", "is ", "so"), pieces);
    }
  }

  @Test
  void piecesOfAnotherAnswerAreThePluginsFault() throws IOException {
    try (Live live = live("it ", "was ")) {
      LivePipeline tiny = live.pipelines().get("tiny");
      PluginException fault =
          assertThrows(
              PluginException.class, () -> tiny.ask(QUESTION, QuestionFiles.LASTING, piece -> {}));
      assertTrue(fault.getMessage().contains("talking"), fault.getMessage());
      assertEquals("it is so", tiny.ask(QUESTION).text());
    }
  }

  @Test
  void anAnswerThatNobodyTakesGivesItsLeaseBack() throws IOException {
    try (Live live = live("it ", "is ", "so")) {
      LivePipeline tiny = live.pipelines().get("tiny");
      FuseboxException gone = new FuseboxException("gone");
      Consumer<String> leaving =
          piece -> {
            throw gone;
          };
      assertSame(
          gone,
          assertThrows(
              FuseboxException.class, () -> tiny.ask(QUESTION, QuestionFiles.LASTING, leaving)));
      Await.until("no lease", tiny::leases, leases -> leases == 0);
    }
  }

  @Test
  void workThatTakesTooLongMayBeTriedAgainLater() {
    try (Workers workers = new Workers()) {
      Unavailable late =
          assertThrows(
              Unavailable.class,
              () ->
                  workers.run(
                      Duration.ofMillis(50), "talking", said -> interrupted(), piece -> {}));
      assertTrue(late.getMessage().contains("try again later"), late.getMessage());
    }
  }

  @Test
  void piecesBuyNoTime() throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    try (Workers workers = new Workers()) {
      assertThrows(
          Unavailable.class,
          () ->
              workers.run(
                  Duration.ofMillis(50), "talking", said -> endless(said, stopped), piece -> {}));
      assertTrue(stopped.await(1, TimeUnit.MINUTES));
    }
  }

  @Test
  void workWhosePiecesNobodyTakesIsStopped() throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    try (Workers workers = new Workers()) {
      IllegalStateException gone = new IllegalStateException("gone");
      Consumer<String> leaving =
          piece -> {
            throw gone;
          };
      assertSame(
          gone,
          assertThrows(
              IllegalStateException.class,
              () ->
                  workers.run(
                      Duration.ofMinutes(1), "talking", said -> endless(said, stopped), leaving)));
      assertTrue(stopped.await(1, TimeUnit.MINUTES));
    }
  }

  /** Ends when somebody interrupts it. */
  private static String interrupted() {
    try {
      Thread.sleep(Duration.ofMinutes(1).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "";
  }

  private static String endless(Consumer<String> said, CountDownLatch stopped) {
    try {
      while (true) {
        said.accept("again");
      }
    } finally {
      stopped.countDown();
    }
  }

  private Live live(String... pieces) throws IOException {
    Task talking = new Talking(List.of(pieces), "it is so");
    Live live = Live.in(folder);
    live.pipelines().pluginChanges().add(Plugs.encoder("1", x -> Plugs.constant(x, 0.5f)));
    live.pipelines().pluginChanges().add(Plugs.strategy("plain", Plugs::plain));
    live.pipelines()
        .pluginChanges()
        .add(
            new PluginFactory<TaskType>(
                "talking",
                "1.0.0",
                TaskType.class,
                Plugs.Config.class,
                (settings, host) -> (plm, generation) -> talking));
    live.pipelines().put(live.home().pipeline("strategy: plain\ntask: talking"));
    return live;
  }
}
