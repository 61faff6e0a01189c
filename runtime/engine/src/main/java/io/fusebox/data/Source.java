package io.fusebox.data;

import static io.fusebox.plugin.Settings.require;

import io.fusebox.encoder.Modality;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What to read.
 *
 * @param path a file or a folder
 * @param split {@code train}, {@code test} or another name that the folder knows; empty = the only
 *     one
 * @param modalities all modalities that are known, not only those that the pipeline reads
 */
public record Source(
    Path path, Optional<String> split, Collection<Modality> modalities, Limits limits) {
  public Source {
    path = path.toAbsolutePath().normalize();
    modalities = List.copyOf(modalities);
    require(
        split.map(s -> s.matches("[A-Za-z0-9][A-Za-z0-9_-]*")).orElse(true),
        "a split's name must be letters, digits, '_' and '-', found '" + split.orElse("") + "'");
  }

  /** A source of the default limits; {@code split} may be null. */
  public static Source of(Path path, String split, Collection<Modality> modalities) {
    return new Source(path, Optional.ofNullable(split), modalities, Limits.DEFAULT);
  }
}
