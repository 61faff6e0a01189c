package io.fusebox.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files that this process has open, where the system lists them (Linux). */
final class OpenFiles {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private OpenFiles() {}

  /** Those below a folder; none where the system does not list them. */
  static List<Path> in(Path folder) {
    if (!Files.isDirectory(DESCRIPTORS)) {
      return List.of();
    }
    try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
      List<Path> open = new ArrayList<>();
      Path real = folder.toRealPath();
      for (Path each : descriptors.toList()) {
        // The descriptor of this very list is closed when it is looked at.
        if (Files.exists(each) && Files.readSymbolicLink(each).startsWith(real)) {
          open.add(Files.readSymbolicLink(each));
        }
      }
      return open;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
