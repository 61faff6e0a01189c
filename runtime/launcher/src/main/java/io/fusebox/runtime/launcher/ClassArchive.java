package io.fusebox.runtime.launcher;

import io.fusebox.toolkit.files.AtomicFile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classes of Fusebox as the JVM maps them into memory (class-data sharing): commands start in
 * half the time. The start script names it, by the JVM and the jars that it is of, and uses it
 * where it is there; without it everything works as well.
 *
 * @param file {@code INSTALLATION-STATE.jsa}
 * @param classes the list of classes and lambdas that this JVM writes while it runs
 */
record ClassArchive(Path file, Path classes) {
  /** The archive that the start script looked for. */
  static final String PROPERTY = "fusebox.archive";

  /** The list that the start script asked this JVM for, since there is no archive. */
  static final String CLASSES = "fusebox.archive.classes";

  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** The archive that the start script did not find; empty when it found it, or did not look. */
  static Optional<ClassArchive> missing() {
    return property(PROPERTY)
        .flatMap(file -> property(CLASSES).map(list -> new ClassArchive(file, list)));
  }

  private static Optional<Path> property(String name) {
    return Optional.ofNullable(System.getProperty(name)).map(Path::of);
  }

  /** Makes it of the classes loaded so far, if it is not there; another process may do so too. */
  void make() {
    Logger log = LoggerFactory.getLogger(ClassArchive.class);
    Path lock = file.resolveSibling("lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.tryLock()) {
      if (held != null && !isWhole()) {
        makeLocked();
        log.debug("later commands start faster with {}", file);
      }
    } catch (IOException e) {
      log.debug("there is no archive of classes {}: {}", file, e.getMessage());
    }
  }

  /** Forgets the list of classes. */
  void deleteList() {
    try {
      Files.deleteIfExists(classes);
    } catch (IOException e) {
      LoggerFactory.getLogger(ClassArchive.class).debug("{} is left: {}", classes, e.getMessage());
    }
  }

  private boolean isWhole() {
    try {
      return Files.readString(size()).equals(Long.toString(Files.size(file)));
    } catch (IOException e) {
      return false;
    }
  }

  private void makeLocked() throws IOException {
    Path partial = file.resolveSibling("partial.jsa");
    Files.deleteIfExists(partial);
    try {
      Files.write(classes, wholeLines(Files.readAllBytes(classes)));
      dump(partial);
      try (FileChannel written = FileChannel.open(partial)) {
        written.force(true);
        AtomicFile.write(size(), Long.toString(written.size()).getBytes(StandardCharsets.UTF_8));
      }
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(partial);
    }
    deleteEarlier();
  }

  /** The JVM would crash on an archive that was cut: the start script looks at its size before. */
  private Path size() {
    return file.resolveSibling(file.getFileName() + ".size");
  }

  /** This JVM still writes the list, a block at a time. */
  private static byte[] wholeLines(byte[] list) {
    int end = list.length;
    while (end > 0 && list[end - 1] != '\n') {
      end--;
    }
    return Arrays.copyOf(list, end);
  }

  /** Another JVM writes the archive, with the options of this one that it depends on. */
  private void dump(Path archive) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.matches("-XX:[+-]Use.*GC|-XX:CompressedClassSpaceSize=.*"))
        .forEach(command::add);
    command.add("-Xshare:dump");
    command.add("-XX:SharedClassListFile=" + classes);
    command.add("-XX:SharedArchiveFile=" + archive);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    Process dump =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (!dump.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || dump.exitValue() != 0) {
        throw new IOException("java " + String.join(" ", command.subList(1, 5)) + " failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      dump.destroyForcibly();
    }
  }

  /** Those of other jars, or of another JVM, of the same installation. */
  private void deleteEarlier() throws IOException {
    String name = file.getFileName().toString();
    String installation = name.substring(0, name.indexOf('-') + 1);
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(file.getParent(), installation + "*")) {
      for (Path each : all) {
        if (!each.equals(file) && !each.equals(size())) {
          Files.delete(each);
        }
      }
    }
  }
}
