package io.fusebox.runtime.live;

import java.util.Optional;

/**
 * The files of a question. Whoever asked may delete them, but not before the last use of them has
 * ended: an answer is compared, and a new part tried, after the question was answered.
 */
public interface QuestionFiles {
  /** Files that nobody deletes. */
  QuestionFiles LASTING = () -> Optional.of(() -> {});

  /** Begins another use of them, which the caller ends; empty when they have been deleted. */
  Optional<Use> use();

  /** One use of files. */
  interface Use extends AutoCloseable {
    /** Ends it; a second time does nothing. */
    @Override
    void close();
  }
}
