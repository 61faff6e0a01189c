package io.fusebox.runtime.training.versions;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.weights.WeightFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** Chooses which version a pipeline answers with; the caller holds the lock. */
record VersionActivation(ActiveWeightFiles live, VersionStore store) {
  /**
   * Puts a version's weights in the pipeline's live file. What was there is kept first.
   *
   * @throws FuseboxException when the version was trained on other parts
   */
  void put(WeightsVersion version, Pipeline pipeline) {
    requireAllowed();
    WeightFile.load(store.weights(version), pipeline);
    Path file = live.of(pipeline);
    String before = Files.exists(file) ? store.adopt(file).id() : "";
    if (!before.equals(version.id())) {
      WeightBytes.copy(store.weights(version), file);
      new ActiveVersionFile(version.id(), before).write(file);
    }
  }

  /** A file that the pipeline's file names may be used by others too. */
  void requireAllowed() {
    if (live.named().filter(Files::exists).isPresent()) {
      throw new FuseboxException(
          ("the pipeline %s answers with %s, which its file names as 'weights'; that file is left"
                  + " alone. Take the line out to answer with versions of the workspace, or name a"
                  + " version's file there: %s")
              .formatted(store.pipeline(), live.named().get(), store.folder()));
    }
  }
}
