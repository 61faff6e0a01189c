package io.fusebox.runtime.host;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.FuseboxException;
import io.fusebox.bundles.BundleRules;
import io.fusebox.bundles.HostPackages;
import io.fusebox.bundles.PluginClasses;
import io.fusebox.toolkit.files.IoErrorMessage;
import io.fusebox.toolkit.files.Sha256;
import io.fusebox.toolkit.files.TemporaryFile;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipException;

/**
 * A jar from the plug-in folder, read as a whole and checked, before anything that runs is touched.
 *
 * @param digest the SHA-256 of its bytes
 * @param id the plug-in that its manifest says it brings
 */
record PluginJar(byte[] bytes, String digest, String id) {
  /** A bundle of one plug-in is a few pages of code; its model is not in it. */
  private static final long MAX_BYTES = 256L << 20;

  /**
   * Reads and checks a jar.
   *
   * @param packages what bundles share with the host
   * @throws FuseboxException when it is not a complete jar, or no bundle that could run here, and
   *     why
   */
  static PluginJar read(Path jar, HostPackages packages) {
    require(Files.exists(jar), "there is no file " + jar);
    require(!Files.isDirectory(jar), jar + " is a folder, not a jar");
    try {
      require(
          Files.size(jar) <= MAX_BYTES,
          "it has %d bytes, a plug-in has at most %d".formatted(Files.size(jar), MAX_BYTES));
      byte[] bytes = Files.readAllBytes(jar);
      require(isJar(bytes), "it is not a jar: it does not begin as one");
      String id = new BundleRules(packages).check(manifest(bytes));
      return new PluginJar(bytes, Sha256.hex(bytes), id);
    } catch (ZipException e) {
      throw new FuseboxException(
          "it is not a complete jar (%s); was it copied to the end?".formatted(e.getMessage()), e);
    } catch (IOException e) {
      throw new FuseboxException("it cannot be read: " + IoErrorMessage.of(e), e);
    }
  }

  /** Jars are ZIP files, which begin with an entry's signature. */
  private static boolean isJar(byte[] bytes) {
    return bytes.length > 1 && bytes[0] == 'P' && bytes[1] == 'K';
  }

  /**
   * Refuses an id that is taken.
   *
   * @param owner the file that brings this id already
   */
  void requireFreeId(Optional<Path> owner) {
    owner.ifPresent(file -> refuseId(file.getFileName().toString(), "remove one of them"));
  }

  /** Refuses an id that Fusebox itself has: what sits on the class path cannot be replaced. */
  void requireIdUnlike(Set<?> builtIn) {
    if (builtIn.contains(id)) {
      refuseId("Fusebox itself", "give it another id");
    }
  }

  private void refuseId(String owner, String remedy) {
    throw new FuseboxException(
        "it brings the plug-in %s, and so does %s; %s".formatted(id, owner, remedy));
  }

  InputStream open() {
    return new ByteArrayInputStream(bytes);
  }

  /** Reads every entry, which checks it: a half-copied jar has no directory, or damaged entries. */
  private static List<String> annotated(JarFile file) throws IOException {
    List<String> annotated = new ArrayList<>();
    for (JarEntry entry : Collections.list(file.entries())) {
      byte[] bytes = file.getInputStream(entry).readAllBytes();
      if (entry.getName().endsWith(".class") && PluginClasses.isAnnotated(bytes)) {
        annotated.add(entry.getName());
      }
    }
    return annotated;
  }

  private static Attributes manifest(byte[] bytes) throws IOException {
    Path copy = TemporaryFile.create(".jar");
    try {
      Files.write(copy, bytes);
      try (JarFile file = new JarFile(copy.toFile())) {
        PluginClasses.requireOne(annotated(file));
        require(file.getManifest() != null, "it is not an OSGi bundle: it has no manifest");
        return file.getManifest().getMainAttributes();
      } catch (EOFException e) {
        throw new ZipException(e.getMessage());
      }
    } finally {
      Files.delete(copy);
    }
  }
}
