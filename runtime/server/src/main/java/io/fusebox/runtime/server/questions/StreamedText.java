package io.fusebox.runtime.server.questions;

import io.fusebox.runtime.http.EventWriter;
import io.fusebox.runtime.http.HttpExchange;
import io.fusebox.runtime.http.Problem;
import io.fusebox.runtime.http.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An answer's text on its way, as events. The reply begins with its first piece: what is refused
 * before that has a status of its own, what fails later an event. Of one thread.
 */
public final class StreamedText implements Consumer<String> {
  private static final Logger LOG = LoggerFactory.getLogger(StreamedText.class);

  private final HttpExchange call;
  private final Format format;
  private @Nullable EventWriter events;
  private int written;

  public StreamedText(HttpExchange call, Format format) {
    this.call = call;
    this.format = format;
  }

  /** How the events look. */
  public interface Format {
    /** What stands before the text. */
    default void begin(EventWriter events) throws IOException {}

    void piece(EventWriter events, String text) throws IOException;

    /** After this nothing follows. */
    void problem(EventWriter events, Problem problem) throws IOException;
  }

  /** Gives the text of an answer to this, piece by piece, and then what follows it. */
  public interface Answering {
    /** The whole text, and what ends the events. */
    End answer(Consumer<String> pieces);
  }

  /**
   * The end of an answer.
   *
   * @param text the whole answer
   * @param events what follows it
   */
  public record End(String text, Ending events) {
    /** Writes the last events. */
    public interface Ending {
      void write(EventWriter events) throws IOException;
    }
  }

  /** Writes the events of an answer, from the first to the last. */
  public void write(Answering answering) throws IOException {
    try {
      End end = answering.answer(this);
      EventWriter out = begun();
      if (written < end.text().length()) {
        format.piece(out, end.text().substring(written));
      }
      end.events().write(out);
    } catch (UncheckedIOException e) {
      throw e.getCause(); // Whoever asked has gone.
    } catch (RuntimeException e) {
      failed(e);
    } finally {
      if (events != null) {
        events.close();
      }
    }
  }

  private void failed(RuntimeException e) throws IOException {
    if (events == null) {
      throw e;
    }
    Problem problem = Problems.of(e);
    LOG.warn("an answer ended before its end: {}", problem.getMessage(), problem.getCause());
    format.problem(events, problem);
  }

  private EventWriter begun() throws IOException {
    if (events == null) {
      events = call.events();
      format.begin(events);
    }
    return events;
  }

  /**
   * Writes a piece.
   *
   * @throws UncheckedIOException when the client has gone
   */
  @Override
  public void accept(String piece) {
    try {
      format.piece(begun(), piece);
      written += piece.length();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
