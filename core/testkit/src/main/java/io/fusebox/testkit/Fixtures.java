package io.fusebox.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files that come with the testkit, as files: what reads a model maps it into memory, and
 * cannot do so in a jar. From a jar they are copied once per process, and deleted at its end.
 */
final class Fixtures {
  private static final Path ROOT = root();

  private Fixtures() {}

  /**
   * The folder of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  static Path folder(String name) {
    Path folder = ROOT.resolve(name);
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("the testkit has no " + name);
    }
    return folder;
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies a folder, of any file system, with all that is in it. */
  static Path copy(Path from, Path to) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(from)) {
      all = walk.toList();
    }
    for (Path each : all) {
      Path target = to.resolve(from.relativize(each).toString());
      if (Files.isDirectory(each)) {
        Files.createDirectories(target);
      } else {
        Files.copy(each, target);
      }
    }
    return to;
  }

  private static Path root() {
    try {
      Path testkit =
          Path.of(Fixtures.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      String inside = Fixtures.class.getPackageName().replace('.', '/');
      if (Files.isDirectory(testkit)) {
        return testkit.resolve(inside);
      }
      Path copied = Files.createTempDirectory("fusebox-testkit");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(copied)));
      try (FileSystem jar = FileSystems.newFileSystem(testkit)) {
        copy(jar.getPath(inside, "golden"), copied.resolve("golden"));
      }
      return copied;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      walk.sorted(Comparator.reverseOrder()).forEach(each -> each.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
