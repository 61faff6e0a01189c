package io.fusebox.runtime.spark;

import io.fusebox.runtime.isolated.BatchPipeline;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The pipelines that are open in this JVM, by what decides them: each is opened once and shared by
 * all tasks. One that no task uses stays open for the next one, until another pipeline is opened.
 */
final class OpenPipelines {
  /** Spark gives a JVM many tasks, and nothing that they have in common but this. */
  static final OpenPipelines OF_JVM = new OpenPipelines();

  private final Map<String, Entry> open = new HashMap<>();

  private static final class Entry {
    private final BatchPipeline pipeline;
    private final Scratch scratch;
    private int users;

    private Entry(BatchPipeline pipeline, Scratch scratch) {
      this.pipeline = pipeline;
      this.scratch = scratch;
    }

    private void close() {
      pipeline.close();
      scratch.close();
    }
  }

  OpenPipelines() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::closeIdle, "fusebox-close"));
  }

  /**
   * Opens a pipeline unless it is; others wait for it. The caller releases it.
   *
   * @param key what decides it
   * @param opener opens it with a folder of its own
   */
  synchronized BatchPipeline acquire(String key, Function<Path, BatchPipeline> opener) {
    Entry entry = open.get(key);
    if (entry == null) {
      closeIdle();
      entry = opened(opener);
      open.put(key, entry);
    }
    entry.users++;
    return entry.pipeline;
  }

  private static Entry opened(Function<Path, BatchPipeline> opener) {
    Scratch scratch = Scratch.create();
    try {
      return new Entry(opener.apply(scratch.folder()), scratch);
    } catch (RuntimeException | Error e) {
      scratch.close();
      throw e;
    }
  }

  /** Ends one use of it. */
  synchronized void release(String key) {
    Entry entry = open.get(key);
    if (entry == null || entry.users == 0) {
      throw new IllegalStateException("not in use: " + key);
    }
    entry.users--;
  }

  private synchronized void closeIdle() {
    open.values()
        .removeIf(
            entry -> {
              boolean idle = entry.users == 0;
              if (idle) {
                entry.close();
              }
              return idle;
            });
  }
}
