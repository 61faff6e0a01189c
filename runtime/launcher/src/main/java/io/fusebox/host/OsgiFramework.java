package io.fusebox.host;

import io.fusebox.bundle.HostPackages;
import io.fusebox.plugin.PluginModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Felix framework that exports what bundles share, in a storage folder that goes with it. */
final class OsgiFramework implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OsgiFramework.class);
  private static final long STOP_MILLIS = 10_000;

  private final Framework framework;
  private final Path storage;
  private final HostPackages packages;

  private OsgiFramework(Framework framework, Path storage, HostPackages packages) {
    this.framework = framework;
    this.storage = storage;
    this.packages = packages;
  }

  /**
   * Starts a framework without bundles.
   *
   * @param storage where Felix keeps bundles while it runs; what is in it is deleted
   * @param settings further framework properties
   */
  static OsgiFramework start(Path storage, Map<String, String> settings) {
    HostPackages packages = HostPackages.scan();
    Map<String, String> all = new HashMap<>(settings);
    all.put(Constants.FRAMEWORK_STORAGE, storage.toString());
    all.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
    all.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, packages.header());
    all.put("felix.log.level", "1");
    try {
      Framework framework = new FrameworkFactory().newFramework(all);
      framework.start();
      return new OsgiFramework(framework, storage, packages);
    } catch (BundleException e) {
      throw new IllegalStateException("the OSGi framework did not start", e);
    }
  }

  BundleContext context() {
    return framework.getBundleContext();
  }

  /** What every bundle may import. */
  HostPackages packages() {
    return packages;
  }

  /** Starts the plug-ins of core, which sit on the class path, on the system bundle. */
  void startBuiltIn() {
    for (PluginModule module : ServiceLoader.load(PluginModule.class)) {
      module.start(context());
    }
  }

  /** Stops every bundle and the framework: Felix's threads would keep the JVM alive. */
  @Override
  public void close() {
    try {
      framework.stop();
      framework.waitForStop(STOP_MILLIS);
      delete(storage);
    } catch (BundleException | IOException e) {
      LOG.warn("the OSGi framework did not stop cleanly: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
