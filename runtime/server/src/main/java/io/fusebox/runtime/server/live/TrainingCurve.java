package io.fusebox.runtime.server.live;

import io.fusebox.runtime.engine.progress.ProgressListener;
import io.fusebox.runtime.training.LossListener;
import io.fusebox.runtime.training.RecentLoss;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a training has come. Its curve has so many points at most, whatever the number of
 * updates: when it is full, each two become their mean. Thread-safe.
 */
final class TrainingCurve implements ProgressListener, LossListener {
  private static final int POINTS = 500;

  private final List<Double> points = new ArrayList<>();
  private final RecentLoss recent = new RecentLoss();
  private String phase = "reading";
  private String note = "";
  private long done;
  private long total;
  private long firstStep = -1;
  private long firstAt;
  private long lastAt;
  private int perPoint = 1;
  private double sum;
  private int summed;

  /** At one time; what is not known yet is null. */
  record State(
      String phase,
      long done,
      long total,
      String note,
      @Nullable Double loss,
      List<Double> losses,
      @Nullable Double secondsLeft) {}

  @Override
  public synchronized void update(long at, long of, String words) {
    done = at;
    total = of;
    note = words;
    lastAt = System.nanoTime();
    if (firstStep >= 0 && phase.equals("reading")) {
      phase = "training";
    }
  }

  @Override
  public synchronized void reading(long at, long of, String what) {
    update(at, of, "reading " + what);
  }

  @Override
  public synchronized void loss(long step, float loss) {
    if (firstStep < 0) {
      firstStep = step;
      firstAt = System.nanoTime();
    }
    recent.add(loss);
    sum += loss;
    if (++summed == perPoint) {
      points.add(sum / summed);
      sum = 0;
      summed = 0;
    }
    if (points.size() == POINTS) {
      halve();
    }
  }

  private void halve() {
    for (int i = 0; i < POINTS / 2; i++) {
      points.set(i, (points.get(2 * i) + points.get(2 * i + 1)) / 2);
    }
    points.subList(POINTS / 2, POINTS).clear();
    perPoint *= 2;
  }

  synchronized State state() {
    @Nullable Double loss = firstStep < 0 ? null : recent.mean();
    return new State(phase, done, total, note, loss, List.copyOf(points), secondsLeft());
  }

  /** As fast as since the first update of this run, which may have gone on from another's. */
  private @Nullable Double secondsLeft() {
    if (firstStep < 0 || done <= firstStep) {
      return null;
    }
    double perStep = (lastAt - firstAt) / 1e9 / (done - firstStep);
    return perStep * (total - done);
  }
}
