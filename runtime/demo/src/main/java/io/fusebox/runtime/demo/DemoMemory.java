package io.fusebox.runtime.demo;

import io.fusebox.runtime.training.versions.VersionedJsonFile;
import java.nio.file.Path;
import java.util.Optional;

/** The scores of a demo, alongside the state of the run that it measured. */
final class DemoMemory {
  private final Path file;

  /**
   * @param state the run's state; another plan, pipeline or training data has another
   * @param testHash what was measured on
   */
  DemoMemory(Path state, String testHash) {
    String name = state.getFileName().toString().replace(".safetensors", "");
    this.file = state.resolveSibling(name + "-" + testHash.substring(0, 12) + ".json");
  }

  Optional<DemoResult> load() {
    return VersionedJsonFile.read(
        file, DemoResult.class); // Damaged: it is measured again and replaced.
  }

  void keep(DemoResult result) {
    VersionedJsonFile.write(file, result);
  }
}
