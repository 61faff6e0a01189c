package io.fusebox.runtime.host;

import static java.util.Objects.requireNonNull;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.engine.pipeline.Workspace;
import io.fusebox.runtime.yaml.YamlFile;
import io.fusebox.toolkit.files.FileNames;
import io.fusebox.toolkit.files.IoErrorMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where plug-ins and pipelines are looked for: the user's own in the workspace come first, then
 * those of the installation.
 */
public record Locations(FuseboxHome home, Workspace workspace) {

  /** The folders of plug-ins, the first one that has an id before the others. */
  public List<Path> plugins() {
    return ownFirst(workspace.plugins(), home.plugins());
  }

  /** The folders of pipelines, the first one that has a name before the others. */
  public List<Path> pipelines() {
    return ownFirst(workspace.pipelines(), home.pipelines());
  }

  private static List<Path> ownFirst(Path own, Path shipped) {
    return Files.isDirectory(own) ? List.of(own, shipped) : List.of(shipped);
  }

  /**
   * A pipeline's file.
   *
   * @param pipeline a path, or the name of one in the workspace or the installation
   * @return where it is; where it would be shipped if there is none
   */
  public Path pipeline(String pipeline) {
    return FuseboxHome.isPath(pipeline) ? FileNames.path(pipeline) : named(pipeline);
  }

  /** {@code NAME.yaml}, or {@code NAME.yml} where that alone is there. */
  private Path named(String pipeline) {
    return pipelines().stream()
        .flatMap(folder -> YamlFile.fileNames(pipeline).stream().map(n -> FileNames.in(folder, n)))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseGet(() -> FileNames.in(home.pipelines(), YamlFile.fileNames(pipeline).get(0)));
  }

  /** The names of all pipelines in these folders. */
  public List<String> pipelineNames() {
    return pipelines().stream().flatMap(f -> names(f).stream()).distinct().sorted().toList();
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(f -> FuseboxHome.isPath(f.toString()))
          .filter(f -> !f.getFileName().toString().startsWith("."))
          .map(YamlFile::nameOf)
          .toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    } catch (UncheckedIOException e) {
      throw unreadable(folder, requireNonNull(e.getCause()));
    }
  }

  private static FuseboxException unreadable(Path folder, IOException e) {
    return new FuseboxException(
        "the folder of pipelines %s cannot be read: %s".formatted(folder, IoErrorMessage.of(e)), e);
  }
}
