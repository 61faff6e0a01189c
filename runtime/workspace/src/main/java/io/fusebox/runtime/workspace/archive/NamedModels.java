package io.fusebox.runtime.workspace.archive;

import io.fusebox.toolkit.files.FileNames;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The models that a pipeline's file names, each with where it is. */
final class NamedModels {
  private static final String EMBEDDED = "embedded:";

  private NamedModels() {}

  /**
   * The folders by the words of the file.
   *
   * @param embedded the folder of the models that come with Fusebox
   */
  static Map<String, Path> of(Path file, Path embedded) {
    Map<String, Path> models = new LinkedHashMap<>();
    PipelineText.of(
        file,
        name -> {
          models.put(name, folder(file, embedded, name));
          return name;
        });
    return models;
  }

  /** The folder that a pipeline's file means by a name. */
  static Path folder(Path file, Path embedded, String name) {
    return isEmbedded(name)
        ? FileNames.in(embedded, name.substring(EMBEDDED.length())).normalize()
        : FileNames.in(file.toAbsolutePath().resolveSibling(""), name).normalize();
  }

  static boolean isEmbedded(String name) {
    return name.startsWith(EMBEDDED);
  }
}
