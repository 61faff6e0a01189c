package io.fusebox.runtime.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.engine.pipeline.Serving;
import io.fusebox.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** While the first request is being answered, others come. */
class RequestBatcherTest {
  private final ExecutorService clients = Executors.newCachedThreadPool();
  private final CountDownLatch firstMayEnd = new CountDownLatch(1);
  private final CountDownLatch firstHasBegun = new CountDownLatch(1);
  private final List<List<String>> batches = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void stop() {
    firstMayEnd.countDown();
    clients.shutdownNow();
  }

  private RequestBatcher batcher(int batch, int queue) {
    return batcher(batch, queue, Duration.ofHours(1));
  }

  private RequestBatcher batcher(int batch, int queue, Duration patience) {
    return new RequestBatcher("colours", new Serving(batch, 0, queue), this::answer, patience);
  }

  private List<Answer> answer(List<Question> questions) {
    batches.add(questions.stream().map(Question::text).toList());
    if (questions.get(0).text().equals("first")) {
      firstHasBegun.countDown();
      awaitQuietly(firstMayEnd);
    }
    if (questions.stream().anyMatch(q -> q.text().equals("bad"))) {
      throw new FuseboxException("a bad question");
    }
    return questions.stream().map(q -> new Answer("to " + q.text(), 1)).toList();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks on a thread of its own, and returns when the question is being answered or waits. */
  private Future<Answer> ask(RequestBatcher batcher, String text) {
    boolean isFirst = firstHasBegun.getCount() > 0;
    int before = batcher.waiting();
    Future<Answer> answer = clients.submit(() -> batcher.answer(new Question(Map.of(), text)));
    if (isFirst) {
      awaitQuietly(firstHasBegun);
    } else {
      Await.until("a request more", batcher::waiting, now -> now > before);
    }
    return answer;
  }

  @Test
  void thoseThatWaitAreAnsweredTogetherEachWithItsOwn() throws Exception {
    RequestBatcher batcher = batcher(3, 100);
    List<Future<Answer>> answers = new ArrayList<>();
    List<String> texts = List.of("first", "a", "b", "c", "d");
    for (String text : texts) {
      answers.add(ask(batcher, text));
    }
    firstMayEnd.countDown();
    for (int i = 0; i < texts.size(); i++) {
      assertEquals("to " + texts.get(i), answers.get(i).get().text());
    }
    assertEquals(List.of(List.of("first"), List.of("a", "b", "c"), List.of("d")), batches);
  }

  @Test
  void aBadQuestionCostsNoOtherItsAnswer() throws Exception {
    RequestBatcher batcher = batcher(8, 100);
    Future<Answer> first = ask(batcher, "first");
    Future<Answer> good = ask(batcher, "good");
    Future<Answer> bad = ask(batcher, "bad");
    firstMayEnd.countDown();
    assertEquals("to first", first.get().text());
    assertEquals("to good", good.get().text());
    ExecutionException failed = assertThrows(ExecutionException.class, bad::get);
    assertEquals("a bad question", failed.getCause().getMessage());
  }

  @Test
  void aFullQueueRefuses() throws Exception {
    RequestBatcher batcher = batcher(2, 2);
    Future<Answer> first = ask(batcher, "first");
    Future<Answer> second = ask(batcher, "second");
    Future<Answer> third = ask(batcher, "third");
    FuseboxException.Unavailable refused =
        assertThrows(
            FuseboxException.Unavailable.class,
            () -> batcher.answer(new Question(Map.of(), "fourth")));
    assertTrue(refused.getMessage().contains("colours has 2 requests waiting"), "the words");
    firstMayEnd.countDown();
    assertEquals("to first", first.get().text());
    assertEquals("to second", second.get().text());
    assertEquals("to third", third.get().text());
  }

  @Test
  void whoIsCutOffWhileWaitingIsNotAnswered() throws Exception {
    RequestBatcher batcher = batcher(8, 100);
    Future<Answer> first = ask(batcher, "first");
    Future<Answer> given = ask(batcher, "given up");
    given.cancel(true);
    Await.until("it has left", batcher::waiting, now -> now == 0);
    Future<Answer> next = ask(batcher, "next");
    firstMayEnd.countDown();
    assertEquals("to first", first.get().text());
    assertEquals("to next", next.get().text());
    assertEquals(List.of(List.of("first"), List.of("next")), batches);
  }

  @Test
  void aBatchThatHangsKeepsTheOthersWaitingNoLongerThanTheirPatience() throws Exception {
    RequestBatcher batcher = batcher(8, 100, Duration.ZERO);
    Future<Answer> first = ask(batcher, "first");
    assertEquals("to second", batcher.answer(new Question(Map.of(), "second")).text());
    firstMayEnd.countDown();
    assertEquals("to first", first.get().text());
  }

  @Test
  void aBatchOfOneWaitsForNobody() throws Exception {
    RequestBatcher batcher = batcher(1, 100);
    Future<Answer> first = ask(batcher, "first");
    assertEquals("to second", batcher.answer(new Question(Map.of(), "second")).text());
    firstMayEnd.countDown();
    assertEquals("to first", first.get().text());
  }
}
