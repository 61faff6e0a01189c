package io.fusebox.runtime.itests;

import io.fusebox.api.encoder.Modality;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.live.LivePipeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Threads that ask all the time while parts are swapped. The parts in turn are numbered; a request
 * that ran while swap n was going on may be answered by part n or n + 1, never by another.
 */
final class Load implements AutoCloseable {
  private final int clients;
  private final Function<Path, String> asking;
  private final List<Path> images;

  /** The answer to each image, of each part in turn. */
  private final List<List<String>> parts = new ArrayList<>();

  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();
  private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());
  private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean over;

  /**
   * @param clients how many ask at a time
   * @param asking the answer to one image
   * @param first the answers of the part that answers at first
   */
  Load(int clients, Function<Path, String> asking, List<Path> images, List<String> first) {
    this.clients = clients;
    this.asking = asking;
    this.images = images;
    parts.add(first);
  }

  /** Four threads that ask a pipeline of this process. */
  static Load of(LivePipeline pipeline, List<Path> images, String text, List<String> first) {
    return new Load(
        4,
        image -> pipeline.ask(Question.withText(Map.of(Modality.IMAGE, image), text)).text(),
        images,
        first);
  }

  void start() {
    for (int i = 0; i < clients; i++) {
      int from = i;
      Thread thread = new Thread(() -> askOn(from), "load-" + i);
      threads.add(thread);
      thread.start();
    }
  }

  /** Says that a swap to a part with these answers is going to begin, does it, and says so. */
  void swap(List<String> answers, Runnable swap) {
    synchronized (parts) {
      parts.add(answers);
      begun.incrementAndGet();
    }
    swap.run();
    done.incrementAndGet();
  }

  private void askOn(int from) {
    for (int i = from; !over; i++) {
      ask(i % images.size());
    }
  }

  private void ask(int image) {
    int first = done.get();
    long start = System.nanoTime();
    try {
      String answer = asking.apply(images.get(image));
      nanos.add(System.nanoTime() - start);
      check(image, answer, first);
    } catch (RuntimeException e) {
      wrong.add(e.toString());
    }
  }

  private void check(int image, String answer, int first) {
    synchronized (parts) {
      List<String> right =
          parts.subList(first, begun.get() + 1).stream().map(p -> p.get(image)).toList();
      if (!right.contains(answer)) {
        wrong.add("image %d: '%s', not one of %s".formatted(image, answer, right));
      }
    }
  }

  /** How many requests were answered since the last call of {@link #takeTimes}. */
  int requests() {
    return nanos.size();
  }

  /** The time of each request since the last call, in nanoseconds, in ascending order. */
  List<Long> takeTimes() {
    synchronized (nanos) {
      List<Long> taken = nanos.stream().sorted().toList();
      nanos.clear();
      return taken;
    }
  }

  /** What was failed or wrong. */
  List<String> wrong() {
    return List.copyOf(wrong);
  }

  @Override
  public void close() {
    over = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
