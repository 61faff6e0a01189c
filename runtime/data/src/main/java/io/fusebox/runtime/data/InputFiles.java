package io.fusebox.runtime.data;

import io.fusebox.toolkit.files.FileNames;
import io.fusebox.toolkit.files.InputReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds the files of inputs below a folder, and remembers those found: many questions share one.
 */
final class InputFiles {
  private final Path folder;
  private final Set<Path> found = new HashSet<>();

  InputFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * The file of this name, whether it is there or not.
   *
   * @param name relative to the folder, or absolute
   * @throws io.fusebox.api.FuseboxException when it is not a path
   */
  Path at(String name) {
    return FileNames.in(folder, name).normalize();
  }

  /**
   * Why an input is not there; empty when it is.
   *
   * @param orFolder whether it may be a folder that holds files: a video as images
   */
  String absence(Path input, boolean orFolder) {
    if (found.contains(input)) {
      return "";
    }
    if (Files.isRegularFile(input) || orFolder && holdsFiles(input)) {
      found.add(input);
      return "";
    }
    return (Files.exists(input) ? "%s is not a file" : "there is no file %s").formatted(input)
        + "; paths are relative to "
        + folder;
  }

  private static boolean holdsFiles(Path folder) {
    return Files.isDirectory(folder) && !InputReader.files(folder).isEmpty();
  }
}
