package io.fusebox.api.data;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Question;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A format of data sets: questions with their answers, in a file or a folder. Its plug-in's id is
 * the name by which a command insists on it ({@code --format}). Stateless: any number of threads
 * may call it.
 *
 * <p>Files are untrusted. A format reads them as a stream and bounds whatever it holds of them; the
 * host bounds the number of examples and the length of their texts, refuses an id that comes twice,
 * and checks that the files of inputs are there.
 */
public interface DataFormat {
  /** A description of a path of this format, in a few words for messages. */
  String layout();

  /**
   * Whether {@code path}, which exists, holds this format, by the names in it. Only formats that
   * one path cannot be mistaken for recognize it; one that is to be asked for by name says no.
   */
  boolean recognizes(Path path);

  /**
   * Reads one split, in its order.
   *
   * @param to takes one example after the other; what it throws goes on to the caller
   * @throws FuseboxException naming the file and the line of what is wrong; also when the source
   *     asks for a split that is not there
   */
  void read(Source source, Examples to);

  /**
   * Reads the questions of one split, in its order, whether or not anybody knows their answers. A
   * format that reads answers alone needs no more than {@link #read}; one that can do without them,
   * or that can go on after a row that is not a question, overrides this.
   *
   * @param to takes one row after the other; what it throws goes on to the caller
   * @throws FuseboxException naming the file and the line of what is wrong with the whole of it
   */
  default void readQuestions(Source source, Questions to) {
    read(
        source,
        (example, place) ->
            to.add(example.id(), example.question(), Map.of("answer", example.target()), place));
  }

  /** Takes questions, row by row. */
  interface Questions {
    /**
     * Takes a question.
     *
     * @param id what tells it from others; need not be unique
     * @param more what else the row says, by name: texts, numbers, truth values, null, and lists
     *     and maps of them. {@code answer} is the truth, if there is one
     * @param place where it was read, for messages: {@code questions.csv:12}
     */
    void add(
        String id, Question question, Map<String, ? extends @Nullable Object> more, String place);

    /**
     * Takes a row that is not a question, and why; the format goes on with the next one.
     *
     * @throws FuseboxException to end it here
     */
    default void addBad(String id, FuseboxException why) {
      throw why;
    }
  }

  /** Takes what a format reads. */
  interface Examples {
    /**
     * Takes an example.
     *
     * @param place where it was read, for messages: {@code questions.csv:12}
     * @throws FuseboxException when it is one too many, too long, or has an id that was there
     */
    void add(Example example, String place);

    /** A title of the data, for people; without it, the path's name and the split. */
    default void name(String name) {}
  }

  /**
   * The data to read.
   *
   * @param path a file or a folder that exists, absolute
   * @param split {@code train}, {@code test} or another name that the data may know; empty = the
   *     only one there is
   * @param inputs the names of all inputs that data may have, well-known modalities among them
   * @param needed those that are going to be read: only their files need be there
   * @param limits what a format may hold in memory
   */
  record Source(
      Path path, Optional<String> split, Set<String> inputs, Set<String> needed, Limits limits) {
    public Source {
      inputs = Set.copyOf(inputs);
      needed = Set.copyOf(needed);
    }

    /**
     * The split to read.
     *
     * @param found the names of those that there are
     * @throws FuseboxException when the one that is asked for is not among them, or none is and
     *     there are several
     */
    public String choose(Collection<String> found) {
      if (split.isEmpty() && found.size() == 1) {
        return found.iterator().next();
      }
      return split.filter(found::contains).orElseThrow(() -> unknownSplit(found));
    }

    /** The refusal of {@link #choose}. */
    public FuseboxException unknownSplit(Collection<String> found) {
      String names = String.join(", ", List.copyOf(found).stream().sorted().toList());
      return new FuseboxException(
          split
              .map(s -> "%s has no split '%s'; found %s".formatted(path, s, names))
              .orElse("%s holds several splits: %s; say which one".formatted(path, names)));
    }
  }

  /**
   * How much a data set may hold: a wrong file should end in a message rather than in a full
   * memory.
   *
   * @param examples how many examples
   * @param lineBytes the length of one line
   * @param textChars the length of one text (a question, an answer, a path)
   */
  record Limits(int examples, int lineBytes, int textChars) {
    /** The largest of the VQA data sets has 0.7 million questions. */
    public static final Limits DEFAULT = new Limits(5_000_000, 1 << 20, 1 << 16);

    public Limits {
      require(examples > 0 && lineBytes > 0 && textChars > 0, "limits must be positive");
    }
  }
}
