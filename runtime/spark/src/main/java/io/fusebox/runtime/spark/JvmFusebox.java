package io.fusebox.runtime.spark;

import io.fusebox.runtime.isolated.BatchException;
import io.fusebox.runtime.isolated.BatchFusebox;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The installed Fusebox of this JVM. Its native libraries bind to one class loader for as long as
 * the JVM lives: so it is loaded once, and never again.
 */
final class JvmFusebox {
  /** Set in a JVM that has loaded Fusebox, by whatever class loader. */
  private static final String LOADED = "fusebox.spark.home";

  private static final Map<Path, BatchFusebox> BY_HOME = new ConcurrentHashMap<>();

  private JvmFusebox() {}

  /**
   * The one whose libraries are in {@code home/lib}.
   *
   * @throws BatchException when there is none, or another one was loaded before
   */
  static BatchFusebox of(Path home) {
    return BY_HOME.computeIfAbsent(home, JvmFusebox::load);
  }

  private static synchronized BatchFusebox load(Path home) {
    String before = System.getProperty(LOADED);
    if (before != null) {
      throw new BatchException(
          "this JVM has loaded the Fusebox in %s and cannot load the one in %s: use one installation for an application, and put fusebox-spark.jar on spark.driver.extraClassPath and spark.executor.extraClassPath, where it is loaded once"
              .formatted(before, home));
    }
    List<Path> jars = jars(home.resolve("lib"));
    defaults();
    BatchFusebox found =
        ServiceLoader.load(BatchFusebox.class, new FuseboxClassLoader(urls(jars)))
            .findFirst()
            .orElseThrow(() -> missing(home));
    System.setProperty(LOADED, home.toString());
    return found;
  }

  /** As the start script of an installation has them. */
  private static void defaults() {
    System.getProperties().putIfAbsent("ai.djl.offline", "true");
    System.getProperties().putIfAbsent("OPT_OUT_TRACKING", "true");
    System.getProperties().putIfAbsent("org.bytedeco.javacpp.maxPhysicalBytes", "0");
  }

  private static List<Path> jars(Path lib) {
    if (!Files.isDirectory(lib)) {
      throw missing(lib.resolveSibling(""));
    }
    try (Stream<Path> files = Files.list(lib)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new BatchException("the folder %s cannot be read: %s".formatted(lib, e));
    }
  }

  private static URL[] urls(List<Path> jars) {
    try {
      URL[] urls = new URL[jars.size()];
      for (int i = 0; i < urls.length; i++) {
        urls[i] = jars.get(i).toUri().toURL();
      }
      return urls;
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static BatchException missing(Path home) {
    return new BatchException(
        "there is no Fusebox in %s on this machine; unpack its distribution there on the driver and on every worker, or ship it with --archives and name that as 'home'"
            .formatted(home));
  }
}
