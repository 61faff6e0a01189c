package io.fusebox.host;

import io.fusebox.FuseboxException;
import io.fusebox.engine.Plugins;
import io.fusebox.plugin.PluginFactory;
import io.fusebox.plugin.PluginModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Felix framework with the plug-in bundles of a folder. The PLMs of core, which sit on the class
 * path, are started on the system bundle by the same {@link PluginModule} that bundles use.
 */
public final class FelixHost implements Plugins, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FelixHost.class);
  private static final long STOP_MILLIS = 10_000;

  private final Framework framework;
  private final Path storage;
  private final List<Refused> refused = new ArrayList<>();

  /** A jar that could not be started, and why. */
  public record Refused(Path jar, String reason) {}

  /** Starts a framework and every jar in {@code plugins}; a bad jar is refused, the rest run. */
  public FelixHost(Path plugins) {
    List<Path> jars = jars(plugins);
    try {
      storage = Files.createTempDirectory("fusebox-felix");
      framework = new FrameworkFactory().newFramework(configuration(storage));
      framework.start();
      startBuiltIn();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException("the OSGi framework did not start", e);
    }
    jars.forEach(this::start);
  }

  private static Map<String, String> configuration(Path storage) {
    return Map.of(
        Constants.FRAMEWORK_STORAGE,
        storage.toString(),
        Constants.FRAMEWORK_STORAGE_CLEAN,
        Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
        SharedPackages.header(),
        "felix.log.level",
        "1");
  }

  private void startBuiltIn() throws Exception {
    for (PluginModule module : ServiceLoader.load(PluginModule.class)) {
      module.start(framework.getBundleContext());
    }
  }

  private void start(Path jar) {
    try {
      context().installBundle(jar.toUri().toString()).start();
      LOG.debug("started {}", jar.getFileName());
    } catch (BundleException e) {
      refused.add(new Refused(jar, e.getMessage()));
      LOG.warn("{} was refused: {}", jar.getFileName(), e.getMessage());
    }
  }

  private static List<Path> jars(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new FuseboxException(
          "there is no plug-in folder %s: build Fusebox, or unpack its distribution again"
              .formatted(folder));
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private BundleContext context() {
    return framework.getBundleContext();
  }

  /** The jars that were refused when the host started. */
  public List<Refused> refused() {
    return List.copyOf(refused);
  }

  @Override
  public List<PluginFactory<?>> live() {
    try {
      List<PluginFactory<?>> live = new ArrayList<>();
      for (ServiceReference<?> reference :
          context().getServiceReferences(PluginFactory.class, null)) {
        live.add((PluginFactory<?>) context().getService(reference));
      }
      live.sort(Comparator.comparing(PluginFactory::id));
      return live;
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
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
