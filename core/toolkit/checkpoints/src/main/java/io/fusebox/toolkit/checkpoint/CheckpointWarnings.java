package io.fusebox.toolkit.checkpoint;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warnings about model folders, each once: a folder is opened by each part that needs it, again and
 * again, and one JVM has one log.
 */
public final class CheckpointWarnings {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointWarnings.class);

  /** Enough for any number of folders that a person reads about. */
  private static final int MOST = 10_000;

  private static final Set<String> LOGGED = ConcurrentHashMap.newKeySet();

  private CheckpointWarnings() {}

  /**
   * Logs a sentence unless it was logged before.
   *
   * @param sentence names the folder or file, what was found in it, and what becomes of it
   */
  public static void warnOnce(String sentence) {
    if (LOGGED.size() < MOST && LOGGED.add(sentence)) {
      LOG.warn("{}", sentence);
    }
  }
}
