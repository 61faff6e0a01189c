package io.fusebox.runtime.host;

import static java.util.Objects.requireNonNull;

import io.fusebox.runtime.live.LivePipelines;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.felix.fileinstall.ArtifactInstaller;

/** The YAML files of the pipeline folders as live pipelines. */
final class PipelineFiles implements ArtifactInstaller {
  private final LivePipelines pipelines;
  private final Predicate<Path> own;
  private final Set<Path> others = new TreeSet<>();

  /**
   * @param own whether a file lies in the workspace
   */
  PipelineFiles(LivePipelines pipelines, Predicate<Path> own) {
    this.pipelines = pipelines;
    this.own = own;
  }

  /**
   * Hears of folders, and of links that lead nowhere, that are called as files are: File Install
   * passes over them, and anyone who made one is to learn why there is no such pipeline.
   */
  void look(Path pipelineFolder) {
    Set<Path> now = new TreeSet<>();
    try (Stream<Path> all = Files.list(pipelineFolder)) {
      all.filter(f -> canHandle(f.toFile()) && isOdd(f)).forEach(now::add);
    } catch (IOException | UncheckedIOException e) {
      return; // File Install says that it cannot read the folder.
    }
    List<Path> before =
        others.stream().filter(f -> requireNonNull(f.getParent()).equals(pipelineFolder)).toList();
    before.stream().filter(f -> !now.contains(f)).forEach(pipelines::remove);
    now.stream().filter(f -> !others.contains(f)).forEach(pipelines::put);
    before.forEach(others::remove);
    others.addAll(now);
  }

  /** In the workspace a folder is what was trained of a pipeline of this name, whatever it is. */
  private boolean isOdd(Path file) {
    return !Files.isRegularFile(file) && !(own.test(file) && Files.isDirectory(file));
  }

  @Override
  public boolean canHandle(File file) {
    return FuseboxHome.isPath(file.getName()) && !file.getName().startsWith(".");
  }

  @Override
  public void install(File file) {
    pipelines.put(file.toPath());
  }

  @Override
  public void update(File file) {
    pipelines.put(file.toPath());
  }

  @Override
  public void uninstall(File file) {
    pipelines.remove(file.toPath());
  }
}
