package io.fusebox.runtime.live;

import io.fusebox.runtime.engine.plugins.Plugins;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes editions within a time limit, puts them in charge, and frees those before them. */
final class Swaps {
  private static final Logger LOG = LoggerFactory.getLogger(Swaps.class);
  private static final int KEPT = 10_000;

  private final Press press;
  private final Workers workers;
  private final Patience patience;
  private final Meters meters;
  private final Deque<Swap> done = new ArrayDeque<>();

  Swaps(Press press, Workers workers, Patience patience, Meters meters) {
    this.press = press;
    this.workers = workers;
    this.patience = patience;
    this.meters = meters;
  }

  /** The last swaps, oldest first. */
  synchronized List<Swap> done() {
    return List.copyOf(done);
  }

  /**
   * Makes and warms up what a pipeline should answer with; the caller closes it. A challenger that
   * cannot be made is left out: it must not keep the pipeline from answering.
   */
  Lineup make(LivePipeline pipeline, Wish wish, Plugins plugins) {
    Edition own = edition(pipeline, wish, plugins);
    if (wish.challenger().isEmpty()) {
      return Lineup.alone(wish, own);
    }
    try {
      return Lineup.beside(wish, own, edition(pipeline, wish.challenger().get(), plugins));
    } catch (RuntimeException e) {
      return Lineup.lacking(wish, own, e);
    } catch (Error e) {
      own.close();
      throw e;
    }
  }

  private Edition edition(LivePipeline pipeline, Wish wish, Plugins plugins) {
    return workers.run(
        patience.build(),
        "the pipeline " + pipeline.name() + " being built",
        () -> {
          Edition edition = press.make(wish, plugins);
          try {
            pipeline.warmUp(edition);
            return edition;
          } catch (RuntimeException | Error e) {
            edition.close();
            throw e;
          }
        },
        Edition::close);
  }

  /**
   * What pipelines that run would answer with, were they built from other plug-ins; the caller
   * closes all of them.
   *
   * @throws RuntimeException when one of them cannot be made; then none is kept
   */
  Map<LivePipeline, Lineup> makeAll(List<LivePipeline> running, Plugins plugins) {
    Map<LivePipeline, Lineup> made = new LinkedHashMap<>();
    try {
      for (LivePipeline pipeline : running) {
        made.put(pipeline, asWhole(pipeline, plugins));
      }
      return made;
    } catch (RuntimeException | Error e) {
      made.values().forEach(Lineup::close);
      throw e;
    }
  }

  /** With a challenger, if it has one now. */
  private Lineup asWhole(LivePipeline pipeline, Plugins plugins) {
    Lineup now = pipeline.lineup().orElseThrow();
    Lineup made = make(pipeline, now.wish(), plugins);
    return now.challenger().isPresent() ? made.whole() : made;
  }

  /** Puts a lineup in charge, and waits for the requests that still use the one before. */
  void publish(LivePipeline pipeline, Lineup lineup) {
    long start = System.nanoTime();
    Slot.Replaced<Lineup> replaced = pipeline.publish(lineup);
    replaced.before().ifPresent(before -> drain(pipeline, before, patience.drain()));
    Duration drained = Duration.ofNanos(System.nanoTime() - start);
    keep(new Swap(pipeline.name(), replaced.gap(), drained));
  }

  /** Takes what runs out of pipelines, and waits for its requests, for all of them together. */
  void retire(List<LivePipeline> pipelines, PipelineState state, String note) {
    long end = System.nanoTime() + patience.drain().toNanos();
    List<Runnable> drains = new ArrayList<>();
    for (LivePipeline pipeline : pipelines) {
      Optional<Held<Lineup>> held = pipeline.clear(state, note);
      held.ifPresent(
          h -> drains.add(() -> drain(pipeline, h, Duration.ofNanos(end - System.nanoTime()))));
    }
    drains.forEach(Runnable::run);
  }

  private static void drain(LivePipeline pipeline, Held<Lineup> held, Duration patience) {
    if (!held.drain(patience)) {
      LOG.warn(
          "{}: {} requests still use the parts that were swapped out; their memory is kept until"
              + " they end",
          pipeline.name(),
          held.leases());
    }
  }

  private synchronized void keep(Swap swap) {
    meters.swapped(swap);
    done.addLast(swap);
    if (done.size() > KEPT) {
      done.removeFirst();
    }
  }
}
