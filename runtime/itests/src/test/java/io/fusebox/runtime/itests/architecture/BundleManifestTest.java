package io.fusebox.runtime.itests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fusebox.runtime.host.FuseboxHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.felix.utils.manifest.Clause;
import org.apache.felix.utils.manifest.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each bundle's manifest says, as bnd wrote it. */
class BundleManifestTest {
  private static final Set<String> ALLOWED =
      Set.of(
          "ai.djl.ndarray",
          "ai.djl.nn",
          "com.google.inject",
          "com.fasterxml.jackson",
          "java",
          "org.osgi.framework",
          "org.slf4j");

  /** The contract, and the libraries of core. */
  private static final Set<String> CORE =
      Set.of("io.fusebox.api", "io.fusebox.toolkit", "io.fusebox.seq2seq", "io.fusebox.causal");

  static List<Path> bundles() throws IOException {
    try (Stream<Path> files = Files.list(FuseboxHome.current().plugins())) {
      return files.sorted().toList();
    }
  }

  @Test
  void thereAreBundles() throws IOException {
    assertFalse(bundles().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void importsCoreAndSharedLibrariesAlone(Path jar) throws IOException {
    Clause[] imports = Parser.parseHeader(manifest(jar).getValue("Import-Package"));
    assertTrue(imports.length > 0);
    for (Clause each : imports) {
      String name = each.getName();
      boolean shared = ALLOWED.stream().anyMatch(p -> name.equals(p) || name.startsWith(p + "."));
      boolean core = CORE.stream().anyMatch(p -> name.equals(p) || name.startsWith(p + "."));
      assertTrue(shared || core, jar.getFileName() + " imports " + name);
    }
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void exportsNothingEmbedsNothingAndNamesItsPlugin(Path jar) throws IOException {
    Attributes manifest = manifest(jar);
    assertNull(manifest.getValue("Export-Package"));
    assertNull(manifest.getValue("Bundle-ClassPath"));
    assertNotNull(manifest.getValue("Bundle-Activator"));
    String[] capabilities = manifest.getValue("Provide-Capability").split(";");
    assertTrue(
        Arrays.asList(capabilities).contains("io.fusebox.plugin"), Arrays.toString(capabilities));
  }

  @Test
  void eachPackageLivesInOneBundle() throws IOException {
    Set<String> seen = new HashSet<>();
    for (Path bundle : bundles()) {
      try (JarFile jar = new JarFile(bundle.toFile())) {
        List<String> packages =
            jar.stream()
                .map(e -> e.getName())
                .filter(n -> n.endsWith(".class"))
                .map(n -> n.substring(0, n.lastIndexOf('/')))
                .distinct()
                .toList();
        packages.forEach(p -> assertTrue(seen.add(p), p + " is in two bundles"));
        assertEquals(packages.size(), Set.copyOf(packages).size());
      }
    }
    assertFalse(seen.isEmpty(), "no bundle has a class");
  }

  private static Attributes manifest(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getManifest().getMainAttributes();
    }
  }
}
