package io.fusebox.host;

import io.fusebox.live.LivePipelines;
import java.io.File;
import org.apache.felix.fileinstall.ArtifactInstaller;

/** The YAML files of the pipeline folder as live pipelines. */
record PipelineFiles(LivePipelines pipelines) implements ArtifactInstaller {
  @Override
  public boolean canHandle(File file) {
    return file.getName().endsWith(".yaml");
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
