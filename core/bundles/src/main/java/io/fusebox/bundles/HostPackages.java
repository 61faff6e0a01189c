package io.fusebox.bundles;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * The packages that plug-ins may import: what Fusebox's own jars export in their manifests, and the
 * libraries that are shared with plug-ins. Natives bind to one class loader: that is why DJL and
 * core are shared, and never embedded.
 *
 * @param shared the packages, each in the versions that its jar exports
 * @param platform Java's own
 */
public record HostPackages(SortedMap<String, SortedSet<Version>> shared, Set<String> platform) {
  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  /** One class of each library that is shared with the bundles. */
  private static final List<Class<?>> LIBRARIES =
      List.of(
          ai.djl.ndarray.NDArray.class,
          com.google.inject.Injector.class,
          jakarta.inject.Inject.class,
          org.slf4j.Logger.class,
          com.fasterxml.jackson.databind.JsonNode.class,
          com.fasterxml.jackson.core.JsonParser.class,
          com.fasterxml.jackson.annotation.JsonProperty.class);

  /** Those of this JVM's class path: of the host's, or, while a plug-in is built, its author's. */
  public static HostPackages scan() {
    SortedMap<String, SortedSet<Version>> shared = ownPackages();
    LIBRARIES.forEach(type -> shared.putAll(packages(location(type))));
    Set<String> platform =
        ModuleLayer.boot().modules().stream()
            .flatMap(module -> module.getDescriptor().exports().stream())
            .filter(export -> !export.isQualified())
            .map(export -> export.source())
            .collect(Collectors.toSet());
    return new HostPackages(shared, platform);
  }

  /** The packages that Fusebox's own jars export, and no others of theirs. */
  private static SortedMap<String, SortedSet<Version>> ownPackages() {
    SortedMap<String, SortedSet<Version>> exported = new TreeMap<>();
    try {
      ClassLoader loader = HostPackages.class.getClassLoader();
      for (URL url : Collections.list(loader.getResources(MANIFEST))) {
        try (InputStream in = url.openStream()) {
          Attributes manifest = new Manifest(in).getMainAttributes();
          String name = manifest.getValue(Constants.BUNDLE_SYMBOLICNAME);
          if (name != null && name.startsWith("io.fusebox.")) {
            exported.putAll(declared(manifest));
          }
        }
      }
      return exported;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The value of {@code org.osgi.framework.system.packages.extra}. */
  public String header() {
    return shared.entrySet().stream()
        .flatMap(e -> e.getValue().stream().map(v -> e.getKey() + ";version=\"" + v + "\""))
        .collect(Collectors.joining(","));
  }

  /** The versions of a shared package; none of one that is not. */
  SortedSet<Version> versions(String name) {
    return shared.getOrDefault(name, Collections.emptySortedSet());
  }

  /** Whether Java or the framework itself has this package. */
  boolean isPlatform(String name) {
    return platform.contains(name) || name.startsWith("java.") || name.startsWith("org.osgi.");
  }

  private static File location(Class<?> type) {
    try {
      return new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The packages that the manifest exports; every package with classes in it if the jar is not a
   * bundle.
   */
  private static SortedMap<String, SortedSet<Version>> packages(File library) {
    try (JarFile jar = new JarFile(library)) {
      Manifest manifest = jar.getManifest();
      SortedMap<String, SortedSet<Version>> exported =
          manifest == null ? new TreeMap<>() : declared(manifest.getMainAttributes());
      return exported.isEmpty() ? packages(jar) : exported;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SortedMap<String, SortedSet<Version>> packages(JarFile jar) {
    SortedMap<String, SortedSet<Version>> found = new TreeMap<>();
    for (JarEntry entry : Collections.list(jar.entries())) {
      String name = entry.getName();
      int end = name.lastIndexOf('/');
      if (end > 0 && name.endsWith(".class") && !name.startsWith("META-INF/")) {
        found.put(
            name.substring(0, end).replace('/', '.'), new TreeSet<>(Set.of(Version.emptyVersion)));
      }
    }
    return found;
  }

  /** A jar may export a package in two versions, as SLF4J does for those who need its first one. */
  private static SortedMap<String, SortedSet<Version>> declared(Attributes manifest) {
    SortedMap<String, SortedSet<Version>> versions = new TreeMap<>();
    for (ManifestClause clause :
        ManifestClause.parse(manifest.getValue(Constants.EXPORT_PACKAGE))) {
      versions
          .computeIfAbsent(clause.name(), name -> new TreeSet<>())
          .add(Version.parseVersion(clause.get(Constants.VERSION_ATTRIBUTE)));
    }
    return versions;
  }
}
