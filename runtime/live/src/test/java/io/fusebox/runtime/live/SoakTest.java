package io.fusebox.runtime.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.api.encoder.Modality;
import io.fusebox.api.encoder.ModalityEncoder;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.api.task.Answer;
import io.fusebox.api.task.Question;
import io.fusebox.testkit.Await;
import io.fusebox.testkit.ProcessMemory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A tiny pipeline is asked many times while its encoder and its strategy are swapped, one swap for
 * each hundred requests. Maven's profile {@code soak} asks a million times.
 */
class SoakTest {
  private static final int REQUESTS = Integer.getInteger("fusebox.soak", 2_000);
  private static final int REQUESTS_PER_SWAP = 100;
  private static final int CLIENTS = 4;
  private static final int QUARTERS = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;
  private Live live;
  private Question question;
  private final AtomicInteger asked = new AtomicInteger();
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
  private volatile Set<Answer> expected = Set.of();

  @AfterEach
  void stop() {
    live.close();
  }

  @Test
  void answersStayRightAndMemoryStaysFlat() throws Exception {
    live = Live.in(folder, new Timeouts(PATIENCE, PATIENCE, PATIENCE, PATIENCE));
    question =
        Question.withText(Map.of(Modality.IMAGE, live.home().folder().resolve("0.bin")), "is it?");
    PluginFactory<ModalityEncoder> encoder = encoder(0);
    live.pipelines().pluginChanges().add(encoder);
    live.pipelines().pluginChanges().add(Plugs.strategy("plain", Plugs::plain));
    live.pipelines().pluginChanges().add(Plugs.strategy("blind", Plugs::blind));
    live.pipelines().put(live.home().pipeline("strategy: plain"));
    Set<Answer> answers = new HashSet<>();
    for (int i = 0; i < 2 * QUARTERS; i++) {
      answers.add(live.pipelines().get("tiny").ask(question).answer());
      encoder = swap(i, encoder);
    }
    expected = Set.copyOf(answers);
    assertTrue(expected.size() > 1, "the parts do not differ");
    List<Thread> clients = clients();
    List<Long> heap = new ArrayList<>();
    List<Long> resident = new ArrayList<>();
    int swaps = REQUESTS / REQUESTS_PER_SWAP;
    for (int swap = 0; swap < swaps; swap++) {
      int due = swap * REQUESTS_PER_SWAP;
      Await.until("requests", asked::get, n -> n >= due);
      encoder = swap(swap, encoder);
      if ((swap + 1) % Math.max(1, swaps / QUARTERS) == 0) {
        heap.add(ProcessMemory.heap() >> 10);
        resident.add(ProcessMemory.resident() >> 10);
      }
    }
    for (Thread client : clients) {
      client.join();
    }
    System.out.printf(
        Locale.ROOT,
        "%,d requests, %,d swaps, %d wrong; after each quarter heap %s KB, resident %s KB%n",
        asked.get(),
        swaps,
        wrong.size(),
        heap,
        resident);
    assertEquals(List.of(), wrong.stream().limit(20).toList());
    int last = heap.size() - 1;
    assertTrue(heap.get(last) - heap.get(last / 2) < 16 << 10, "the heap has grown: " + heap);
    assertTrue(
        resident.get(last) - resident.get(last / 2) < 96 << 10, "memory has grown: " + resident);
  }

  private static PluginFactory<ModalityEncoder> encoder(int version) {
    float value = version % 2 == 0 ? 0.5f : -2f;
    return Plugs.encoder(Integer.toString(version), x -> Plugs.constant(x, value));
  }

  /** The strategy and the encoder in turn. */
  private PluginFactory<ModalityEncoder> swap(int number, PluginFactory<ModalityEncoder> encoder) {
    if (number % 2 == 0) {
      String strategy = number % 4 == 0 ? "blind" : "plain";
      live.pipelines().strategyChanges().swap("tiny", strategy, false);
      return encoder;
    }
    PluginFactory<ModalityEncoder> next = encoder(number / 2 + 1);
    live.pipelines().pluginChanges().add(next);
    live.pipelines().pluginChanges().replace(List.of(encoder), List.of(next));
    live.pipelines().pluginChanges().remove(encoder);
    return next;
  }

  private List<Thread> clients() {
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      Thread client = new Thread(this::askOn, "client-" + i);
      client.start();
      clients.add(client);
    }
    return clients;
  }

  /** Requests that are answered together have rounding of their own. */
  private static boolean same(Answer one, Answer other) {
    return one.text().equals(other.text())
        && Math.abs(one.probability() - other.probability()) < 1e-4;
  }

  private void askOn() {
    while (asked.incrementAndGet() <= REQUESTS) {
      try {
        Answer answer = live.pipelines().get("tiny").ask(question).answer();
        if (expected.stream().noneMatch(e -> same(e, answer))) {
          wrong.add(answer.toString());
        }
      } catch (RuntimeException e) {
        wrong.add(e.toString());
      }
    }
  }
}
