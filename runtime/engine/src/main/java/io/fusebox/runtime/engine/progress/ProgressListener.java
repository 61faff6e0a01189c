package io.fusebox.runtime.engine.progress;

/** Hears how far long work has come. */
@FunctionalInterface
public interface ProgressListener {
  /** Hears nothing. */
  ProgressListener NONE = (done, total, note) -> {};

  /**
   * @param done how many of {@code total} steps are done
   * @param note a few words on how it goes, such as the loss
   */
  void update(long done, long total, String note);

  /**
   * Hears how many inputs have been read before the work itself begins, or between its steps.
   *
   * @param done how many of {@code total} inputs are read
   * @param what which inputs: a modality
   */
  default void reading(long done, long total, String what) {
    update(done, total, "reading " + what);
  }
}
