package io.fusebox.runtime.host;

import io.fusebox.api.plugin.PluginModule;
import io.fusebox.bundles.HostPackages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
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
      return new OsgiFramework(started(all), storage, packages);
    } catch (BundleException e) {
      throw new IllegalStateException("the OSGi framework did not start", e);
    }
  }

  /**
   * Felix writes the versions of Java's packages with the digits of the default locale, and refuses
   * them when they are not 0 to 9. So these are the default while it starts, and only then: the JVM
   * may be another program's.
   */
  private static synchronized Framework started(Map<String, String> settings)
      throws BundleException {
    Locale digits = Locale.getDefault(Locale.Category.FORMAT);
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    try {
      Framework framework = new FrameworkFactory().newFramework(settings);
      framework.start();
      return framework;
    } finally {
      Locale.setDefault(Locale.Category.FORMAT, digits);
    }
  }

  BundleContext context() {
    return framework.getBundleContext();
  }

  /** The packages that every bundle may import. */
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
      Folders.delete(storage);
    } catch (BundleException | IOException e) {
      LOG.warn("the OSGi framework did not stop cleanly: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
