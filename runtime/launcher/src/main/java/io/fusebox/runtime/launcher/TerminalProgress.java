package io.fusebox.runtime.launcher;

import io.fusebox.runtime.demo.TaskProgress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows how long work goes: a bar with rate and time left on a terminal, a plain line now and then
 * otherwise. It goes to standard error, so that standard output holds results alone.
 */
final class TerminalProgress implements TaskProgress {
  private static final long LINE_EVERY_NANOS = 5_000_000_000L;

  private final String task;
  private final PrintStream err;
  private final boolean interactive;
  private @Nullable ProgressBar bar;
  private @Nullable ProgressRate pace;
  private long lastLine;

  TerminalProgress(String task) {
    this(task, System.err, System.console() != null);
  }

  TerminalProgress(String task, PrintStream err, boolean interactive) {
    this.task = task;
    this.err = err;
    this.interactive = interactive;
  }

  @Override
  public void update(long done, long total, String note) {
    ProgressRate known = pace;
    boolean begins = known == null || known.total() != total || done < known.first();
    ProgressRate rate =
        known == null || begins ? new ProgressRate(done, total, System.nanoTime()) : known;
    pace = rate;
    if (interactive) {
      draw(done, total, note);
    } else if (begins || done == total || System.nanoTime() - lastLine > LINE_EVERY_NANOS) {
      lastLine = System.nanoTime();
      String speed = rate.at(done, lastLine);
      err.printf(
          Locale.ROOT,
          "%s: %d/%d %s%s%n",
          task,
          done,
          total,
          note,
          speed.isEmpty() ? "" : "; " + speed);
    }
  }

  private void draw(long done, long total, String note) {
    if (bar == null || bar.getMax() != total) {
      close();
      bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(total)
              .startsFrom(done, Duration.ZERO)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(250)
              .showSpeed()
              .build();
    }
    bar.setExtraMessage(" " + note);
    bar.stepTo(done);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
