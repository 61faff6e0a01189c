package io.fusebox.runtime.launcher.demo;

import io.fusebox.runtime.engine.progress.Progress;

/** Progress of one task, closed when the task is over. */
public interface TaskProgress extends Progress, AutoCloseable {
  @Override
  void close();
}
