package io.fusebox.runtime.workspace.archive;

import static io.fusebox.api.settings.Settings.require;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fusebox.api.FuseboxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The content of an archive, and the needs of its pipeline: {@code manifest.json}, the first entry
 * of the ZIP file.
 *
 * @param format the number of this format
 * @param fusebox the version that wrote it
 * @param pipeline the pipeline's name
 * @param strategy the strategy that was trained
 * @param identity all that decides what the weights mean, by name, files by their SHA-256
 * @param files the entries of the pipeline's file, its weights and plug-ins
 * @param models the folders of models that the pipeline names
 * @param plugins the plug-ins that it is built from
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ArchiveManifest(
    int format,
    String fusebox,
    String pipeline,
    String strategy,
    SortedMap<String, String> identity,
    List<ArchivedFile> files,
    List<ArchivedModel> models,
    List<ArchivedPlugin> plugins) {
  static final int FORMAT = 1;
  static final String NAME = "manifest.json";
  static final String PIPELINE = "pipeline.yaml";
  static final String WEIGHTS = "weights.safetensors";
  static final int MOST_ENTRIES = 10_000;

  /** The name of a model's only file in an archive. */
  static final String FILE = "model";

  private static final String PART = "[A-Za-z0-9_][A-Za-z0-9._+-]{0,127}";
  private static final String PIPELINE_NAME = "[\\p{L}\\p{N}_][\\p{L}\\p{N} ._-]{0,99}";

  /** A manifest with its identity sorted. */
  ArchiveManifest {
    identity = new TreeMap<>(Objects.requireNonNullElse(identity, new TreeMap<>()));
  }

  /** A file, in the archive or below a model's folder. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record ArchivedFile(String name, long size, String sha256) {
    private void check() {
      require(name != null && isPath(name), "it has an unsafe file name: " + quoted(name));
      require(size >= 0, "the file %s has the size %d".formatted(name, size));
      require(
          sha256 != null && sha256.matches("[0-9a-f]{64}"),
          "the file %s has no SHA-256".formatted(name));
    }
  }

  /**
   * A model's folder.
   *
   * @param reference how the pipeline's file names it
   * @param name the folder's name
   * @param path where it was on the machine that wrote the archive
   * @param files those of its files that are read
   * @param archived whether they are in the archive
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record ArchivedModel(
      String reference, String name, String path, List<ArchivedFile> files, boolean archived) {
    private void check() {
      require(
          reference != null && path != null && files != null && !files.isEmpty(),
          "it has a model without a name or files");
      require(name != null && name.matches(PART), "it has an unsafe model name: " + quoted(name));
      files.forEach(ArchiveManifest::requirePresent);
      files.forEach(ArchivedFile::check);
    }

    /** Whether the model is one file and no folder. */
    boolean isFile() {
      return files.size() == 1 && files.get(0).name().equals(FILE);
    }

    /** Where one of its files is when the model is at {@code place}. */
    Path file(Path place, ArchivedFile file) {
      return isFile() && !Files.isDirectory(place) ? place : place.resolve(file.name());
    }

    String entry(ArchivedFile file) {
      return "models/%s/%s".formatted(name, file.name());
    }
  }

  /**
   * A plug-in.
   *
   * @param archived whether its jar is in the archive
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record ArchivedPlugin(String id, String version, boolean archived) {
    private void check() {
      require(id != null && id.matches(PART), "it has an unsafe plug-in id: " + quoted(id));
      require(version != null, "the plug-in %s has no version".formatted(id));
    }

    String entry() {
      return "plugins/%s.jar".formatted(id);
    }
  }

  private static boolean isPath(String name) {
    return name.length() <= 300 && name.matches("%s(/%s){0,5}".formatted(PART, PART));
  }

  private static String quoted(@Nullable String text) {
    String shown = String.valueOf(text).replaceAll("[^\\x20-\\x7e]", "?");
    return "'" + shown.substring(0, Math.min(80, shown.length())) + "'";
  }

  private static void requirePresent(@Nullable Object value) {
    require(value != null, "it has an empty entry");
  }

  /**
   * Refuses a manifest that is not whole, or that names a file outside of where it belongs.
   *
   * @throws FuseboxException what is wrong
   */
  void check() {
    require(
        Stream.of(fusebox, pipeline, strategy, identity, files, models, plugins)
            .allMatch(Objects::nonNull),
        "its manifest is not whole");
    require(
        pipeline.matches(PIPELINE_NAME) && !pipeline.endsWith(".") && !pipeline.endsWith(" "),
        "it has an unsafe pipeline name: " + quoted(pipeline));
    Stream.of(files, models, plugins)
        .flatMap(List::stream)
        .forEach(ArchiveManifest::requirePresent);
    files.forEach(ArchivedFile::check);
    models.forEach(ArchivedModel::check);
    plugins.forEach(ArchivedPlugin::check);
    require(
        entries().containsKey(PIPELINE) && entries().containsKey(WEIGHTS),
        "it has no pipeline or no weights");
    Set<String> expected = new HashSet<>(Set.of(PIPELINE, WEIGHTS));
    plugins.stream().filter(ArchivedPlugin::archived).forEach(p -> expected.add(p.entry()));
    files.forEach(
        f -> require(expected.contains(f.name()), "it has the unknown file " + quoted(f.name())));
    require(files.size() == expected.size(), "a file is missing in its manifest");
  }

  /**
   * The entries that must follow the manifest, by their names.
   *
   * @throws FuseboxException when two have one name, on whatever file system
   */
  Map<String, ArchivedFile> entries() {
    Map<String, ArchivedFile> entries = new LinkedHashMap<>();
    Set<String> folded = new HashSet<>();
    files.forEach(f -> put(entries, folded, f.name(), f));
    for (ArchivedModel model : models) {
      if (model.archived()) {
        model.files().forEach(f -> put(entries, folded, model.entry(f), f));
      }
    }
    require(
        entries.size() < MOST_ENTRIES,
        "it has %d files, more than %d".formatted(entries.size(), MOST_ENTRIES));
    return entries;
  }

  private static void put(
      Map<String, ArchivedFile> entries, Set<String> folded, String name, ArchivedFile file) {
    require(
        folded.add(name.toLowerCase(Locale.ROOT)),
        "it has the file %s twice".formatted(quoted(name)));
    entries.put(name, file);
  }
}
