package io.fusebox.runtime.demo;

import io.fusebox.runtime.engine.progress.ProgressListener;

/** Progress of one task, closed when the task is over. */
public interface TaskProgress extends ProgressListener, AutoCloseable {
  @Override
  void close();
}
