package io.fusebox.runtime.data;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.data.DataFormat;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.api.settings.Names;
import io.fusebox.runtime.engine.plugins.PluginCall;
import io.fusebox.runtime.engine.plugins.Plugins;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads data sets of every format that a live plug-in knows. */
public record Datasets(Plugins plugins) {
  /** Reads {@code source} in the format that it has. */
  public Dataset read(Source source) {
    return read(source, Optional.empty());
  }

  /**
   * Reads {@code source}.
   *
   * @param format the format to insist on; empty = what the path holds
   * @throws FuseboxException when the path is missing, of no known format, empty or broken; or of
   *     several, and none is insisted on
   */
  public Dataset read(Source source, Optional<String> format) {
    if (!Files.exists(source.path())) {
      throw new FuseboxException("there is no data set at " + source.path() + "; check the path");
    }
    PluginFactory<DataFormat> found = format.map(this::named).orElseGet(() -> recognized(source));
    Collected examples = new Collected(source);
    DataFormat reader = Plugins.component(found);
    PluginCall.of(
        found.id(),
        () -> {
          reader.read(source.forFormat(), examples);
          return examples;
        });
    return examples.dataset();
  }

  private PluginFactory<DataFormat> named(String format) {
    return formats().stream()
        .filter(f -> f.id().equals(format))
        .findFirst()
        .orElseThrow(
            () ->
                new FuseboxException(
                    Names.unknown(
                        "data format",
                        format,
                        formats().stream().map(PluginFactory::id).toList(),
                        "")));
  }

  private PluginFactory<DataFormat> recognized(Source source) {
    List<PluginFactory<DataFormat>> found =
        formats().stream()
            .filter(
                f -> PluginCall.of(f.id(), () -> Plugins.component(f).recognizes(source.path())))
            .toList();
    require(
        !found.isEmpty(),
        "%s is no data set that Fusebox knows; it reads:%n%s".formatted(source.path(), layouts()));
    require(
        found.size() == 1,
        "%s is of several data formats: %s; say which one with --format"
            .formatted(source.path(), found.stream().map(PluginFactory::id).toList()));
    return found.get(0);
  }

  private List<PluginFactory<DataFormat>> formats() {
    return plugins.of(DataFormat.class).stream()
        .sorted(Comparator.comparing(PluginFactory::id))
        .toList();
  }

  private String layouts() {
    return formats().stream()
        .map(f -> "  %s: %s".formatted(f.id(), Plugins.component(f).layout()))
        .collect(Collectors.joining(System.lineSeparator()));
  }
}
