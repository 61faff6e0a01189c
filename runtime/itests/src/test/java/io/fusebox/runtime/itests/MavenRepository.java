package io.fusebox.runtime.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fusebox.runtime.host.Fusebox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A local Maven repository of a test's own, and projects outside of the sources that are built with
 * it, as their authors would. Nothing is fetched, and nothing stays on the machine.
 */
record MavenRepository(Path root) implements AutoCloseable {
  private static final Path SOURCES = Path.of("../..");

  /** Those of core that plug-ins are compiled and tested with. */
  private static final List<String> MODULES =
      List.of(
          "api",
          "fixtures",
          "toolkit/checkpoints",
          "toolkit/media",
          "toolkit/networks",
          "bundles",
          "seq2seq",
          "causal",
          "testkit");

  /** It holds what the machine's own holds, by links, and what {@code mvn install} adds of core. */
  static MavenRepository in(Path folder) throws IOException {
    Path machine = Path.of(System.getProperty("localRepository"));
    Path repository = Files.createDirectories(folder.resolve("repository"));
    link(machine, repository, "io");
    Path io = Files.createDirectories(repository.resolve("io"));
    if (Files.isDirectory(machine.resolve("io"))) {
      link(machine.resolve("io"), io, "fusebox");
    }
    MavenRepository installed = new MavenRepository(repository);
    installed.install("fusebox", ".pom", SOURCES.resolve("pom.xml"));
    installed.install("fusebox-bom", ".pom", SOURCES.resolve("core/bom/pom.xml"));
    installed.install("fusebox-core", ".pom", SOURCES.resolve("core/pom.xml"));
    installed.install("fusebox-toolkit", ".pom", SOURCES.resolve("core/toolkit/pom.xml"));
    Path parent = SOURCES.resolve("core/plugin-parent/pom.xml");
    installed.install("fusebox-plugin-parent", ".pom", parent);
    for (String module : MODULES) {
      installed.install(SOURCES.resolve("core").resolve(module));
    }
    return installed;
  }

  private static void link(Path from, Path to, String butNot) throws IOException {
    try (Stream<Path> all = Files.list(from)) {
      for (Path each : all.filter(p -> !p.endsWith(butNot)).toList()) {
        Files.createSymbolicLink(to.resolve(each.getFileName()), each);
      }
    }
  }

  private void install(String artifact, String end, Path file) throws IOException {
    Path folder = root.resolve("io/fusebox").resolve(artifact).resolve(version());
    Files.copy(file, Files.createDirectories(folder).resolve(artifact + "-" + version() + end));
  }

  private void install(Path module) throws IOException {
    String artifact =
        "fusebox-" + SOURCES.resolve("core").relativize(module).toString().replace('/', '-');
    install(artifact, ".pom", module.resolve("pom.xml"));
    String jar = artifact + "-" + version() + ".jar";
    install(artifact, ".jar", module.resolve("target").resolve(jar));
  }

  /** The version that this build has. */
  private static String version() {
    return Fusebox.class.getPackage().getImplementationVersion();
  }

  /** Maven, offline and with this repository. */
  List<String> command() {
    String mvn = Path.of(System.getProperty("maven.home"), "bin", "mvn").toString();
    return List.of(mvn, "-o", "-B", "-Dmaven.repo.local=" + root);
  }

  /** {@code mvn -f PROJECT package}: compiles, tests, and makes the bundle. */
  void build(Path project) {
    try {
      Path log = Files.createTempFile(root.getParent(), "maven", ".log");
      List<String> command = new ArrayList<>(command());
      command.addAll(List.of("-f", project.toString(), "package"));
      int exitCode =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start()
              .waitFor();
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
