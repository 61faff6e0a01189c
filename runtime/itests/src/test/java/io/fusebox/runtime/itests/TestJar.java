package io.fusebox.runtime.itests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Builds bundle jars: from classes of the tests, or from a real bundle with changes. */
final class TestJar {
  private final Manifest manifest;
  private final Map<String, byte[]> entries = new TreeMap<>();

  private TestJar(Manifest manifest) {
    this.manifest = manifest;
  }

  /** A bundle of its own. */
  static TestJar bundle(String name) {
    TestJar jar = new TestJar(new Manifest());
    return jar.header("Manifest-Version", "1.0")
        .header("Bundle-ManifestVersion", "2")
        .header("Bundle-SymbolicName", name)
        .header("Bundle-Version", "1.0.0")
        .header("Import-Package", "io.fusebox.api.plugin;version=\"[1.0,2)\"")
        .header("DynamicImport-Package", "*");
  }

  /** What a real bundle holds. */
  static TestJar like(Path bundle) {
    try (JarFile file = new JarFile(bundle.toFile())) {
      TestJar jar = new TestJar(new Manifest(file.getManifest()));
      for (JarEntry entry : file.stream().filter(e -> !e.isDirectory()).toList()) {
        if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
          jar.entry(entry.getName(), file.getInputStream(entry).readAllBytes());
        }
      }
      return jar.header("DynamicImport-Package", "*");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TestJar header(String name, String value) {
    manifest.getMainAttributes().put(new Attributes.Name(name), value);
    return this;
  }

  TestJar without(String name) {
    manifest.getMainAttributes().remove(new Attributes.Name(name));
    return this;
  }

  /**
   * Makes {@code module} the activator, for the plug-in {@code id}, with its nest of classes; one
   * that was there before goes: a jar has one plug-in.
   */
  TestJar plugin(String id, Class<?> module) {
    String before = manifest.getMainAttributes().getValue("Bundle-Activator");
    if (before != null) {
      entries.remove(before.replace('.', '/') + ".class");
    }
    header("Bundle-Activator", module.getName());
    header("Provide-Capability", "io.fusebox.plugin;io.fusebox.plugin=\"" + id + "\"");
    Class<?> host = module.getNestHost();
    for (Class<?> member : host.getNestMembers()) {
      entry(member.getName().replace('.', '/') + ".class", bytes(member));
    }
    return this;
  }

  /** Makes it another build than every other one. */
  TestJar build(int number) {
    return entry("build.txt", Integer.toString(number).getBytes(StandardCharsets.UTF_8));
  }

  TestJar entry(String name, byte[] bytes) {
    entries.put(name, bytes);
    return this;
  }

  private static byte[] bytes(Class<?> type) {
    try (InputStream in = type.getResourceAsStream(simple(type) + ".class")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String simple(Class<?> type) {
    return type.getName().substring(type.getName().lastIndexOf('.') + 1);
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(out, manifest)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        jar.putNextEntry(new JarEntry(entry.getKey()));
        jar.write(entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Writes it next to the target, then moves it there at once. */
  Path drop(Path target) {
    try {
      Path whole = target.resolveSibling("." + target.getFileName() + ".part");
      Files.write(whole, bytes());
      return Files.move(
          whole, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
