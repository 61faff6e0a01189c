package io.fusebox.runtime.data;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.data.DataFormat;
import io.fusebox.api.data.DataFormat.Limits;
import io.fusebox.api.encoder.Modality;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What to read.
 *
 * @param path a file or a folder
 * @param split {@code train}, {@code test} or another name that the folder knows; empty = the only
 *     one
 * @param modalities all modalities that are known, not only those that the pipeline reads
 * @param read the modalities that the pipeline reads: only their inputs must be there
 * @param badInputs what becomes of examples whose inputs are absent
 */
public record DatasetSource(
    Path path,
    Optional<String> split,
    Collection<Modality> modalities,
    Limits limits,
    Collection<Modality> read,
    BadInputPolicy badInputs) {
  public DatasetSource {
    path = path.toAbsolutePath().normalize();
    modalities = List.copyOf(modalities);
    read = List.copyOf(read);
    require(
        split.map(s -> s.matches("[A-Za-z0-9][A-Za-z0-9_-]*")).orElse(true),
        "a split's name must be letters, digits, '_' and '-', found '" + split.orElse("") + "'");
  }

  /** A source whose inputs must all be there. */
  public DatasetSource(
      Path path, Optional<String> split, Collection<Modality> modalities, Limits limits) {
    this(path, split, modalities, limits, modalities, BadInputPolicy.STOP);
  }

  /** A source of the default limits whose inputs must all be there; {@code split} may be null. */
  public static DatasetSource of(Path path, String split, Collection<Modality> modalities) {
    return new DatasetSource(path, Optional.ofNullable(split), modalities, Limits.DEFAULT);
  }

  /** The same, for a pipeline that reads {@code read} alone. */
  public DatasetSource reading(Collection<Modality> read) {
    return new DatasetSource(path, split, modalities, limits, read, badInputs);
  }

  /** The same, with another policy. */
  public DatasetSource with(BadInputPolicy policy) {
    return new DatasetSource(path, split, modalities, limits, read, policy);
  }

  /** What a format gets to see of it. */
  DataFormat.Source forFormat() {
    return new DataFormat.Source(path, split, Set.copyOf(modalities), Set.copyOf(read), limits);
  }

  boolean isRead(Modality modality) {
    return read.contains(modality);
  }
}
