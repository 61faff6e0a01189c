package io.fusebox.host;

import static io.fusebox.plugin.Settings.require;

import io.fusebox.FuseboxException;
import io.fusebox.features.Sha256;
import io.fusebox.plugin.Plugin;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.apache.felix.utils.manifest.Clause;
import org.apache.felix.utils.manifest.Parser;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/**
 * A jar from the plug-in folder, read as a whole and checked, before anything that runs is touched.
 *
 * @param digest the SHA-256 of its bytes
 * @param ids the plug-ins that its manifest says it brings
 */
record PluginJar(byte[] bytes, String digest, List<String> ids) {
  /** A bundle of one plug-in is a few pages of code; its model is not in it. */
  private static final long MAX_BYTES = 256L << 20;

  /**
   * Reads and checks a jar.
   *
   * @param contract the version of each package that bundles share with the host
   * @throws FuseboxException when it is no whole jar, no bundle, or was built for another contract
   */
  static PluginJar read(Path jar, Map<String, String> contract) {
    try {
      require(
          Files.size(jar) <= MAX_BYTES,
          "it has %d bytes, a plug-in has at most %d".formatted(Files.size(jar), MAX_BYTES));
      byte[] bytes = Files.readAllBytes(jar);
      Attributes manifest = manifest(bytes);
      String name = manifest.getValue(Constants.BUNDLE_SYMBOLICNAME);
      require(name != null, "it is no OSGi bundle: its manifest has no Bundle-SymbolicName");
      requireContract(manifest.getValue(Constants.IMPORT_PACKAGE), contract);
      return new PluginJar(bytes, Sha256.hex(bytes), ids(manifest));
    } catch (IOException e) {
      throw new FuseboxException(
          "it is no whole jar (%s); was it copied to the end?".formatted(e.getMessage()), e);
    }
  }

  InputStream open() {
    return new ByteArrayInputStream(bytes);
  }

  /** Reads every entry, which checks it: a half-copied jar has no directory, or damaged entries. */
  private static Attributes manifest(byte[] bytes) throws IOException {
    Path copy = Files.createTempFile("fusebox", ".jar");
    try {
      Files.write(copy, bytes);
      try (JarFile file = new JarFile(copy.toFile())) {
        for (Enumeration<JarEntry> e = file.entries(); e.hasMoreElements(); ) {
          file.getInputStream(e.nextElement()).transferTo(OutputStream.nullOutputStream());
        }
        require(file.getManifest() != null, "it is no OSGi bundle: it has no manifest");
        return file.getManifest().getMainAttributes();
      }
    } finally {
      Files.delete(copy);
    }
  }

  private static List<String> ids(Attributes manifest) {
    return Arrays.stream(Parser.parseHeader(manifest.getValue(Constants.PROVIDE_CAPABILITY)))
        .filter(c -> c.getName().equals(Plugin.NAMESPACE))
        .map(c -> c.getAttribute(Plugin.NAMESPACE))
        .toList();
  }

  private static void requireContract(String imports, Map<String, String> contract) {
    for (Clause each : Parser.parseHeader(imports)) {
      String found = contract.get(each.getName());
      String range = each.getAttribute(Constants.VERSION_ATTRIBUTE);
      if (each.getName().startsWith("io.fusebox") && found != null && range != null) {
        require(
            new VersionRange(range).includes(new Version(found)),
            "it was built for another version of the contract: it needs %s %s, here is %s; build it against this Fusebox"
                .formatted(each.getName(), range, found));
      }
    }
  }
}
