package io.fusebox.runtime.data;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.settings.Names;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads data sets of any known form, which it tells by what the path holds. */
public record Datasets(List<DatasetReader> readers) {
  public Datasets {
    readers = List.copyOf(readers);
  }

  /** The forms that Fusebox brings. */
  public static Datasets standard() {
    return new Datasets(
        List.of(
            new ManifestReader(),
            new VqaV2Reader(),
            new EasyVqaReader(),
            new MustardReader(false),
            new MustardReader(true)));
  }

  /** Reads {@code source} in the form that it has. */
  public Dataset read(Source source) {
    return read(source, Optional.empty());
  }

  /**
   * Reads {@code source}.
   *
   * @param format the form to insist on; empty = what the path holds
   * @throws FuseboxException when the path is missing, of no known form, empty or broken
   */
  public Dataset read(Source source, Optional<String> format) {
    if (!Files.exists(source.path())) {
      throw new FuseboxException("there is no data set at " + source.path() + "; check the path");
    }
    return format.map(this::named).orElseGet(() -> detected(source)).read(source);
  }

  private DatasetReader named(String format) {
    return readers.stream()
        .filter(r -> r.format().equals(format))
        .findFirst()
        .orElseThrow(
            () ->
                new FuseboxException(
                    Names.unknown(
                        "data format",
                        format,
                        readers.stream().map(DatasetReader::format).toList(),
                        "")));
  }

  private DatasetReader detected(Source source) {
    return readers.stream()
        .filter(r -> r.reads(source.path()))
        .findFirst()
        .orElseThrow(
            () ->
                new FuseboxException(
                    "%s is no data set that Fusebox knows; it reads:%n%s"
                        .formatted(source.path(), layouts())));
  }

  private String layouts() {
    return readers.stream()
        .map(r -> "  %s: %s".formatted(r.format(), r.layout()))
        .collect(Collectors.joining(System.lineSeparator()));
  }
}
