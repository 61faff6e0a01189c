package io.fusebox.runtime.experiments;

import io.fusebox.runtime.engine.progress.ProgressListener;
import java.util.Collection;
import java.util.function.LongUnaryOperator;

/**
 * How far all runs have come, in updates and batches of questions. Runs that were finished before
 * are not counted, so that rate and time left are those of the work that is left.
 */
final class ExperimentProgress {
  private static final int QUESTIONS = 32;

  private final ProgressListener all;
  private final int runs;
  private final long questions;
  private final long total;
  private int run;
  private long before;

  /**
   * @param left the runs that are to be done
   * @param questions how many questions each is asked
   */
  ExperimentProgress(ProgressListener all, Collection<ExperimentRun> left, int questions) {
    this.all = all;
    this.runs = left.size();
    this.questions = batches(questions);
    this.total = left.stream().mapToLong(r -> r.updates() + this.questions).sum();
  }

  /** The progress of the next run's training. */
  ProgressListener training(ExperimentRun next) {
    run++;
    return new Phase(next, updates -> updates);
  }

  /** The progress of the same run's questions. */
  ProgressListener asking(ExperimentRun now, int answered) {
    return new Phase(now, questions -> now.updates() + batches(answered + questions));
  }

  private final class Phase implements ProgressListener {
    private final ExperimentRun of;
    private final LongUnaryOperator place;

    /**
     * @param place how far the run has come, by how far this part of it has come
     */
    Phase(ExperimentRun of, LongUnaryOperator place) {
      this.of = of;
      this.place = place;
    }

    @Override
    public void update(long done, long total, String note) {
      ExperimentProgress.this.at(of, place.applyAsLong(done), note);
    }

    /** Inputs are not what the work is counted in: the note is shown, and nothing moves. */
    @Override
    public void reading(long done, long total, String what) {
      ProgressListener.super.reading(0, total, what);
    }
  }

  private static long batches(long questions) {
    return (questions + QUESTIONS - 1) / QUESTIONS;
  }

  /** The run is over. */
  void finished(ExperimentRun over) {
    before += over.updates() + questions;
  }

  private void at(ExperimentRun now, long done, String note) {
    all.update(
        before + done, total, "run %d of %d: %s: %s".formatted(run, runs, now.title(), note));
  }
}
