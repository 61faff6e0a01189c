package io.fusebox.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.utils.manifest.Clause;
import org.apache.felix.utils.manifest.Parser;

/**
 * The packages of the launcher's class path that bundles may import. They are found by scanning the
 * jars that hold a few well-known classes, so that a library's update needs no list to be edited.
 * Natives bind to one class loader: that is why DJL and core are shared, and never embedded.
 */
final class SharedPackages {
  private SharedPackages() {}

  /** One class of each library that is shared with the bundles. */
  private static final List<Class<?>> SHARED =
      List.of(
          io.fusebox.FuseboxException.class,
          ai.djl.ndarray.NDArray.class,
          com.google.inject.Injector.class,
          jakarta.inject.Inject.class,
          org.slf4j.Logger.class,
          com.fasterxml.jackson.databind.JsonNode.class,
          com.fasterxml.jackson.core.JsonParser.class,
          com.fasterxml.jackson.annotation.JsonProperty.class);

  /** The value of {@code org.osgi.framework.system.packages.extra}. */
  static String header() {
    return versions().entrySet().stream()
        .map(e -> e.getKey() + ";version=\"" + e.getValue() + "\"")
        .collect(Collectors.joining(","));
  }

  /** The version of each shared package. */
  static Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>();
    for (Class<?> shared : SHARED) {
      versions.putAll(packages(location(shared)));
    }
    return versions;
  }

  private static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> packages(Path location) {
    if (Files.isDirectory(location)) {
      return scan(location);
    }
    try (FileSystem jar =
        FileSystems.newFileSystem(URI.create("jar:" + location.toUri()), Map.of())) {
      return scan(jar.getPath("/"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every package below {@code root} with classes in it, at the version its manifest gives it. */
  private static Map<String, String> scan(Path root) {
    Map<String, String> declared = declared(root.resolve("META-INF/MANIFEST.MF"));
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(f -> f.toString().endsWith(".class") && !f.toString().contains("META-INF"))
          .map(f -> root.relativize(f.getParent()).toString().replace('/', '.'))
          .map(p -> p.endsWith(".") ? p.substring(0, p.length() - 1) : p)
          .filter(p -> !p.isEmpty())
          .distinct()
          .collect(Collectors.toMap(p -> p, p -> declared.getOrDefault(p, "0.0.0")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> declared(Path manifest) {
    if (!Files.exists(manifest)) {
      return Map.of();
    }
    try (var in = Files.newInputStream(manifest)) {
      String exports = new Manifest(in).getMainAttributes().getValue("Export-Package");
      Map<String, String> versions = new TreeMap<>();
      for (Clause clause : Parser.parseHeader(exports)) {
        String version = clause.getAttribute("version");
        versions.put(clause.getName(), version == null ? "0.0.0" : version);
      }
      return versions;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
