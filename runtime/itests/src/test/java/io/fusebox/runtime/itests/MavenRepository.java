package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A local Maven repository of a test's own, and projects outside of the sources that are built with
 * it, as their authors would: Fusebox comes from the installation that their pom names. Nothing is
 * fetched, and nothing stays on the machine.
 */
record MavenRepository(Path root) implements AutoCloseable {

  /** The environment of a Maven that ends before a second compiler would pay. */
  static Map<String, String> environment() {
    return Map.of("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
  }

  /** It holds what the machine's own holds, by links, but nothing of Fusebox. */
  static MavenRepository in(Path folder) throws IOException {
    Path machine = Path.of(System.getProperty("localRepository"));
    Path repository = Files.createDirectories(folder.resolve("repository"));
    link(machine, repository, "io");
    Path io = Files.createDirectories(repository.resolve("io"));
    if (Files.isDirectory(machine.resolve("io"))) {
      link(machine.resolve("io"), io, "fusebox");
    }
    return new MavenRepository(repository);
  }

  private static void link(Path from, Path to, String butNot) throws IOException {
    try (Stream<Path> all = Files.list(from)) {
      for (Path each : all.filter(p -> !p.endsWith(butNot)).toList()) {
        Files.createSymbolicLink(to.resolve(each.getFileName()), each);
      }
    }
  }

  /** Maven, offline and with this repository; projects have this option in {@code .mvn}. */
  List<String> command() {
    String mvn = Path.of(System.getProperty("maven.home"), "bin", "mvn").toString();
    return List.of(
        mvn, "-o", "-B", "-Daether.offline.protocols=file", "-Dmaven.repo.local=" + root);
  }

  /** {@code mvn -f PROJECT package}: compiles, tests, and makes the bundle. */
  void build(Path project) {
    try {
      Path log = Files.createTempFile(root.getParent(), "maven", ".log");
      List<String> command = new ArrayList<>(command());
      command.addAll(List.of("-f", project.toString(), "package"));
      ProcessBuilder maven = new ProcessBuilder(command).redirectErrorStream(true);
      maven.environment().putAll(environment());
      int exitCode = maven.redirectOutput(log.toFile()).start().waitFor();
      assertEquals(0, exitCode, Files.readString(log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Removes the repository; of what it links to, nothing. */
  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
