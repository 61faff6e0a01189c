package io.fusebox.runtime.training.versions;

import java.nio.file.Path;

/**
 * Where a training came from, for people to see; what decides it is in the weights' metadata.
 *
 * @param pipelineFile the pipeline's file
 * @param data where the data lie
 */
public record TrainingOrigin(Path pipelineFile, Path data) {
  public TrainingOrigin {
    pipelineFile = pipelineFile.toAbsolutePath().normalize();
    data = data.toAbsolutePath().normalize();
  }
}
