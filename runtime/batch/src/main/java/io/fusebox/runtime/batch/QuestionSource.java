package io.fusebox.runtime.batch;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.data.DataFormat;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.data.DatasetSource;
import io.fusebox.runtime.data.Datasets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rows of some data, read as a stream as often as they are asked for.
 *
 * @param format the format to insist on; empty = what the path holds
 */
public record QuestionSource(Datasets datasets, DatasetSource source, Optional<String> format) {

  /**
   * Reads the rows in their order.
   *
   * @param takes is given one row after the other; false = it wants no more
   */
  void read(Predicate<QuestionRow> takes) {
    Reader reader = new Reader(takes);
    try {
      datasets.readQuestions(source, format, reader);
    } catch (EnoughException e) {
      reader.rethrow();
    }
  }

  /** Ends the reading from inside. */
  private static final class EnoughException extends FuseboxException {
    private static final long serialVersionUID = 1L;

    EnoughException() {
      super("enough was read");
    }
  }

  /** An exception of the consumer must not look like the fault of the format that is being read. */
  private static final class Reader implements DataFormat.Questions {
    private final Predicate<QuestionRow> takes;
    private long index;
    private @Nullable RuntimeException thrown;
    private @Nullable Error error;

    Reader(Predicate<QuestionRow> takes) {
      this.takes = takes;
    }

    @Override
    public void add(
        String id, Question question, Map<String, ? extends @Nullable Object> more, String place) {
      take(
          PredictionLine.ownName(more.keySet())
              .map(
                  name ->
                      new QuestionRow(
                          index,
                          id,
                          Optional.empty(),
                          Map.of(),
                          "%s: '%s' is a name that answers have; give it another"
                              .formatted(place, name)))
              .orElseGet(() -> new QuestionRow(index, id, Optional.of(question), more, "")));
    }

    @Override
    public void addBad(String id, FuseboxException why) {
      take(new QuestionRow(index, id, Optional.empty(), Map.of(), why.getMessage()));
    }

    private void take(QuestionRow row) {
      boolean goesOn = false;
      try {
        goesOn = takes.test(row);
      } catch (RuntimeException e) {
        thrown = e;
      } catch (Error e) {
        error = e;
      }
      index++;
      if (!goesOn) {
        throw new EnoughException();
      }
    }

    private void rethrow() {
      if (thrown != null) {
        throw thrown;
      }
      if (error != null) {
        throw error;
      }
    }
  }
}
