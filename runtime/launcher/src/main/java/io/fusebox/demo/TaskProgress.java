package io.fusebox.demo;

import io.fusebox.train.Progress;

/** Progress of one task, closed when the task is over. */
public interface TaskProgress extends Progress, AutoCloseable {
  @Override
  void close();
}
