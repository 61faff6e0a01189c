package io.fusebox.runtime.host;

import io.fusebox.runtime.live.LivePipelines;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.felix.fileinstall.ArtifactInstaller;

/** The YAML files of the pipeline folder as live pipelines. */
final class PipelineFiles implements ArtifactInstaller {
  private final LivePipelines pipelines;
  private final Set<Path> others = new TreeSet<>();

  PipelineFiles(LivePipelines pipelines) {
    this.pipelines = pipelines;
  }

  /**
   * Hears of folders, and of links that lead nowhere, that are called as files are: File Install
   * passes over them, and whoever made one is to be told why there is no such pipeline.
   */
  void look(Path pipelineFolder) {
    Set<Path> now = new TreeSet<>();
    try (Stream<Path> all = Files.list(pipelineFolder)) {
      all.filter(f -> canHandle(f.toFile()) && !Files.isRegularFile(f)).forEach(now::add);
    } catch (IOException | UncheckedIOException e) {
      return; // File Install says that it cannot read the folder.
    }
    others.stream().filter(f -> !now.contains(f)).forEach(pipelines::remove);
    now.stream().filter(f -> !others.contains(f)).forEach(pipelines::put);
    others.clear();
    others.addAll(now);
  }

  @Override
  public boolean canHandle(File file) {
    return Home.isPath(file.getName()) && !file.getName().startsWith(".");
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
