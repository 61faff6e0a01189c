package io.fusebox.runtime.live;

import io.fusebox.api.task.Question;
import io.fusebox.runtime.live.QuestionFiles.Use;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The last question that a pipeline answered, for new parts to be tried on. It uses the question's
 * files until another takes its place, or the pipeline ends. Thread-safe.
 */
final class LastQuestion implements AutoCloseable {
  private @Nullable Kept kept;
  private boolean closed;

  private record Kept(Asked asked, Use use) {}

  /** Keeps this one in place of the one before. */
  void keep(Asked asked) {
    asked.files().use().map(use -> replacing(new Kept(asked, use))).ifPresent(Use::close);
  }

  /** The use that has ended. */
  private synchronized Use replacing(Kept other) {
    if (closed) {
      return other.use();
    }
    Kept before = kept;
    kept = other;
    return before == null ? () -> {} : before.use();
  }

  /** Does something with it, if there is one; its files stay until then. */
  void with(Consumer<Question> work) {
    last().ifPresent(asked -> asked.files().use().ifPresent(use -> with(asked, use, work)));
  }

  private static void with(Asked asked, Use use, Consumer<Question> work) {
    try {
      work.accept(asked.question());
    } finally {
      use.close();
    }
  }

  private synchronized Optional<Asked> last() {
    return Optional.ofNullable(kept).map(Kept::asked);
  }

  /** Forgets it; none is kept any more. */
  @Override
  public void close() {
    Kept before;
    synchronized (this) {
      closed = true;
      before = kept;
      kept = null;
    }
    if (before != null) {
      before.use().close();
    }
  }
}
