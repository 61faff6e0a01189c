package io.fusebox.runtime.data;

import static io.fusebox.api.settings.Settings.require;
import static java.util.Objects.requireNonNull;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.data.DataFormat;
import io.fusebox.api.settings.NameSuggestions;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Reads data sets.
 *
 * @param formats the formats that are known, by their ids
 */
public record Datasets(SortedMap<String, DataFormat> formats) {
  /** Reads {@code source} in the format that it has. */
  public Dataset read(DatasetSource source) {
    return read(source, Optional.empty());
  }

  /**
   * Reads {@code source}.
   *
   * @param format the format to insist on; empty = what the path holds
   * @throws FuseboxException when the path is missing, of no known format, empty or broken; or of
   *     several, and none is insisted on
   */
  public Dataset read(DatasetSource source, Optional<String> format) {
    ExampleCollector examples = new ExampleCollector(source);
    format(source, format).read(source.forFormat(), examples);
    return examples.dataset();
  }

  /**
   * Reads the questions of {@code source} as a stream, whether or not their answers are known. Ids
   * may come twice, and the files of inputs may be absent.
   *
   * @param format the format to insist on; empty = what the path holds
   * @throws FuseboxException when the path is missing, of no known format, or broken as a whole
   */
  public void readQuestions(
      DatasetSource source, Optional<String> format, DataFormat.Questions to) {
    format(source, format).readQuestions(source.forFormat(), to);
  }

  private DataFormat format(DatasetSource source, Optional<String> format) {
    if (!Files.exists(source.path())) {
      throw new FuseboxException("there is no data set at " + source.path() + "; check the path");
    }
    return format.map(this::named).orElseGet(() -> recognized(source));
  }

  private DataFormat named(String format) {
    if (!formats.containsKey(format)) {
      throw new FuseboxException(
          NameSuggestions.unknown("data format", format, formats.keySet(), ""));
    }
    return formats.get(format);
  }

  private DataFormat recognized(DatasetSource source) {
    List<String> found =
        formats.keySet().stream()
            .filter(id -> requireNonNull(formats.get(id)).recognizes(source.path()))
            .toList();
    require(
        !found.isEmpty(),
        "%s is not a data set that Fusebox knows; it reads:%n%s"
            .formatted(source.path(), layouts()));
    require(
        found.size() == 1,
        "%s is of several data formats: %s; say which one with --format"
            .formatted(source.path(), found));
    return requireNonNull(formats.get(found.get(0)));
  }

  private String layouts() {
    return formats.entrySet().stream()
        .map(f -> "  %s: %s".formatted(f.getKey(), f.getValue().layout()))
        .collect(Collectors.joining(System.lineSeparator()));
  }
}
