package io.fusebox.data;

import io.fusebox.FuseboxException;
import io.fusebox.files.Inputs;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
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
   * The file of this name.
   *
   * @param name relative to the folder, or absolute
   * @throws FuseboxException when there is none
   */
  Path find(String name) {
    return find(resolve(name), false);
  }

  /**
   * The file of this name, or the folder, if it holds files: a film may be a folder of pictures.
   */
  Path findFilm(String name) {
    return find(resolve(name), true);
  }

  private Path find(Path file, boolean orFolder) {
    if (!found.contains(file)) {
      if (!Files.isRegularFile(file) && !(orFolder && holdsFiles(file))) {
        throw new FuseboxException(
            (Files.exists(file) ? "%s is no file" : "there is no file %s").formatted(file)
                + "; paths are relative to "
                + folder);
      }
      found.add(file);
    }
    return file;
  }

  private static boolean holdsFiles(Path folder) {
    return Files.isDirectory(folder) && !Inputs.files(folder).isEmpty();
  }

  private Path resolve(String name) {
    try {
      return folder.resolve(name).normalize();
    } catch (InvalidPathException e) {
      throw new FuseboxException("'" + name + "' is no path: " + e.getReason(), e);
    }
  }
}
