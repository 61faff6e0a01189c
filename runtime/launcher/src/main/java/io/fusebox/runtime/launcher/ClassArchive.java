package io.fusebox.runtime.launcher;

import io.fusebox.toolkit.files.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import javax.management.JMException;
import javax.management.JMRuntimeException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classes of Fusebox as the JVM maps them into memory (class-data sharing): commands start in
 * half the time. The start script names it, by the JVM and the jars that it is of, and uses it
 * where it is there; without it everything works as well.
 *
 * @param file {@code INSTALLATION-STATE.jsa}
 */
record ClassArchive(Path file) {
  /** The archive that the start script looked for. */
  static final String PROPERTY = "fusebox.archive";

  /** The archive that the start script asked for; empty when Fusebox was started without it. */
  static Optional<ClassArchive> ofThisStart() {
    return Optional.ofNullable(System.getProperty(PROPERTY)).map(f -> new ClassArchive(Path.of(f)));
  }

  /** Makes it of the classes loaded so far, if it is not there; another process may do so too. */
  void make() {
    if (isWhole()) {
      return;
    }
    Logger log = LoggerFactory.getLogger(ClassArchive.class);
    try {
      Files.createDirectories(file.getParent());
      Path lock = file.resolveSibling("lock");
      try (FileChannel channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = channel.tryLock()) {
        if (held != null && !isWhole()) {
          makeLocked();
          log.debug("later commands start faster with {}", file);
        }
      }
    } catch (IOException | JMException | JMRuntimeException e) {
      log.debug("there is no archive of classes {}: {}", file, e.getMessage());
    }
  }

  private boolean isWhole() {
    try {
      return Files.readString(size()).equals(Long.toString(Files.size(file)));
    } catch (IOException e) {
      return false;
    }
  }

  private void makeLocked() throws IOException, JMException {
    Path partial = file.resolveSibling("partial.jsa");
    Files.deleteIfExists(partial);
    try {
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

  /** The JVM starts another one that writes the classes of this one, and prints that it does so. */
  private static void dump(Path archive) throws JMException {
    PrintStream out = System.out;
    System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    try {
      command(archive);
    } finally {
      System.setOut(out);
    }
  }

  private static void command(Path archive) throws JMException {
    ManagementFactory.getPlatformMBeanServer()
        .invoke(
            new ObjectName("com.sun.management:type=DiagnosticCommand"),
            "vmCds",
            new Object[] {new String[] {"static_dump", "\"" + archive + "\""}},
            new String[] {String[].class.getName()});
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
