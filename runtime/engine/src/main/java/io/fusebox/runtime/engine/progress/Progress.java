package io.fusebox.runtime.engine.progress;

/** Hears how far long work has come. */
@FunctionalInterface
public interface Progress {
  /** Hears nothing. */
  Progress NONE = (done, total, note) -> {};

  /**
   * @param done how many of {@code total} steps are done
   * @param note a few words on how it goes, such as the loss
   */
  void at(long done, long total, String note);
}
