package io.fusebox.runtime.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The swaps that were done: all of them are counted, the last ones kept. */
final class SwapHistory {
  private final int kept;
  private final Deque<Swap> last = new ArrayDeque<>();
  private long count;

  SwapHistory(int kept) {
    this.kept = kept;
  }

  synchronized void add(Swap swap) {
    count++;
    last.addLast(swap);
    if (last.size() > kept) {
      last.removeFirst();
    }
  }

  /** How many there were. */
  synchronized long count() {
    return count;
  }

  /** The last ones, oldest first. */
  synchronized List<Swap> last() {
    return List.copyOf(last);
  }

  /** The last one of a pipeline; empty when none is kept. */
  synchronized Optional<Swap> last(String pipeline) {
    Iterator<Swap> latest = last.descendingIterator();
    while (latest.hasNext()) {
      Swap swap = latest.next();
      if (swap.pipeline().equals(pipeline)) {
        return Optional.of(swap);
      }
    }
    return Optional.empty();
  }
}
