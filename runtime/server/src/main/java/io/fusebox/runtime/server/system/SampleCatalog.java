package io.fusebox.runtime.server.system;

import java.nio.file.Path;
import java.util.List;

/** Generated inputs to try pipelines on, with questions about them. */
public interface SampleCatalog {
  /**
   * Inputs that belong together.
   *
   * @param inputs their modalities
   * @param questions at least one
   */
  record Sample(String id, List<String> inputs, List<String> questions) {}

  List<Sample> all();

  /**
   * The file of an input.
   *
   * @throws io.fusebox.api.FuseboxException.NotFound when there is none
   */
  Path file(String id, String modality);
}
