package io.fusebox.runtime.data;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.data.DataFormat;
import io.fusebox.api.data.DataFormat.Limits;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The data to read.
 *
 * @param path a file or a folder
 * @param split {@code train}, {@code test} or another name that the folder knows; empty = the only
 *     one
 * @param inputs the names of all inputs that data may have, not only those that the pipeline reads
 * @param needed the inputs that the pipeline reads: only their files must be there
 * @param badInputs what becomes of examples whose inputs are absent
 */
public record DatasetSource(
    Path path,
    Optional<String> split,
    Collection<String> inputs,
    Limits limits,
    Collection<String> needed,
    BadInputPolicy badInputs) {
  public DatasetSource {
    path = path.toAbsolutePath().normalize();
    inputs = List.copyOf(inputs);
    needed = List.copyOf(needed);
    require(
        split.map(s -> s.matches("[A-Za-z0-9][A-Za-z0-9_-]*")).orElse(true),
        "a split's name must be letters, digits, '_' and '-', found '" + split.orElse("") + "'");
  }

  /** A source whose inputs must all be there. */
  public DatasetSource(
      Path path, Optional<String> split, Collection<String> inputs, Limits limits) {
    this(path, split, inputs, limits, inputs, BadInputPolicy.STOP);
  }

  /** A source of the default limits whose inputs must all be there; {@code split} may be null. */
  public static DatasetSource of(Path path, @Nullable String split, Collection<String> inputs) {
    return new DatasetSource(path, Optional.ofNullable(split), inputs, Limits.DEFAULT);
  }

  /** The same, for a pipeline that reads {@code some} of the inputs alone. */
  public DatasetSource reading(Collection<String> some) {
    return new DatasetSource(path, split, inputs, limits, some, badInputs);
  }

  /** The same, with another policy. */
  public DatasetSource with(BadInputPolicy policy) {
    return new DatasetSource(path, split, inputs, limits, needed, policy);
  }

  /** The part of it that a format sees. */
  DataFormat.Source forFormat() {
    return new DataFormat.Source(path, split, Set.copyOf(inputs), Set.copyOf(needed), limits);
  }

  boolean isRead(String input) {
    return needed.contains(input);
  }
}
