package io.fusebox.runtime.server.questions;

import io.fusebox.runtime.server.questions.InputFolders.InputFolder;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps the files of each pipeline's last question: before another strategy takes over, it is tried
 * on that question. Thread-safe.
 */
final class LastInputs {
  private final Map<String, InputFolder> kept = new HashMap<>();

  /** Keeps these in place of those before, which are deleted. */
  void keep(String pipeline, InputFolder folder) {
    InputFolder before;
    synchronized (kept) {
      before = kept.put(pipeline, folder);
    }
    if (before != null) {
      before.close();
    }
  }
}
