package io.fusebox.runtime.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Checks of folders that may be read-only, or not there. */
final class Folders {
  private static final String TEMPORARY = "java.io.tmpdir";

  private Folders() {}

  /** Makes a folder if it is not there; false if it cannot be made, or not be written. */
  static boolean makeWritable(Path folder) {
    try {
      Files.createDirectories(folder);
      return isWritable(folder);
    } catch (IOException e) {
      return false;
    }
  }

  static boolean isWritable(Path folder) {
    return Files.isDirectory(folder) && Files.isWritable(folder);
  }

  /** Whether there is something to be read; DJL unpacks into folders of the user's alone. */
  static boolean holdsReadableFolders(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.anyMatch(
          f -> Files.isDirectory(f) && Files.isReadable(f) && Files.isExecutable(f));
    } catch (IOException e) {
      return false;
    }
  }

  /** The folder itself, or the nearest one above it that is there. */
  static Path existing(Path folder) {
    Path existing = folder.toAbsolutePath();
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    return existing;
  }

  /** Makes another folder Java's temporary one. */
  static void setTemporary(Path folder) {
    System.setProperty(TEMPORARY, folder.toString());
  }

  /** The bytes of all files in a folder; what cannot be read counts for nothing. */
  static long size(Path folder) {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(Path::toFile).filter(f -> f.isFile()).mapToLong(f -> f.length()).sum();
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0;
    }
  }

  /** Deletes a folder with all that is in it. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
