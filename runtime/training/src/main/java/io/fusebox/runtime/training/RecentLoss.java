package io.fusebox.runtime.training;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** The mean loss of the last few updates. */
public final class RecentLoss {
  private static final int SPAN = 20;

  private final Deque<Float> recent = new ArrayDeque<>();

  /** As if every loss of {@code before} had been added. */
  static RecentLoss of(List<Float> before) {
    RecentLoss loss = new RecentLoss();
    before.subList(Math.max(0, before.size() - SPAN), before.size()).forEach(loss::add);
    return loss;
  }

  public void add(float loss) {
    recent.addLast(loss);
    if (recent.size() > SPAN) {
      recent.removeFirst();
    }
  }

  public double mean() {
    return recent.stream().mapToDouble(Float::doubleValue).average().orElse(Double.NaN);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "loss %.3f", mean());
  }
}
