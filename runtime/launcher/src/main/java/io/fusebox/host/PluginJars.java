package io.fusebox.host;

import static io.fusebox.plugin.Settings.require;

import io.fusebox.FuseboxException;
import io.fusebox.files.AtomicFile;
import io.fusebox.live.LivePipelines;
import io.fusebox.plugin.PluginFactory;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jars of the plug-in folder as bundles. A changed jar is started beside the bundle that it
 * replaces; only when every pipeline could go on with it is the old one stopped. So whatever is
 * wrong with a jar, what was running goes on.
 */
final class PluginJars implements ArtifactInstaller {
  private static final Logger LOG = LoggerFactory.getLogger(PluginJars.class);

  private final BundleContext context;
  private final LivePipelines pipelines;
  private final Map<String, String> contract = SharedPackages.versions();
  private final Map<Path, Running> running = new TreeMap<>();
  private final Map<Path, String> refused = new TreeMap<>();
  private long installed;

  /** A bundle, and what tells the jar that it came from. */
  private record Running(Bundle bundle, String digest, List<String> ids) {}

  PluginJars(BundleContext context, LivePipelines pipelines) {
    this.context = context;
    this.pipelines = pipelines;
  }

  @Override
  public boolean canHandle(File file) {
    return file.getName().endsWith(".jar");
  }

  @Override
  public void install(File file) {
    update(file);
  }

  /** A jar has come or changed. */
  @Override
  public synchronized void update(File file) {
    if (take(file.toPath())) {
      retryRefused();
    }
  }

  /** A jar has gone, and with it its plug-ins. */
  @Override
  public synchronized void uninstall(File file) {
    refused.remove(file.toPath());
    Running gone = running.remove(file.toPath());
    if (gone != null) {
      uninstall(gone.bundle);
      LOG.info("{} is gone", file.getName());
      retryRefused();
    }
  }

  /**
   * Puts a jar from elsewhere into the folder, in place of the one that brings the same plug-in. It
   * is live when this returns; the file is written after that, whole.
   *
   * @param folder the plug-in folder
   * @return the file that holds it now
   * @throws FuseboxException when it is refused, and why; then nothing has changed
   */
  synchronized Path swapIn(Path source, Path folder) {
    PluginJar jar = PluginJar.read(source, contract);
    Path file =
        jar.ids().stream()
            .flatMap(id -> jarOf(id).stream())
            .findFirst()
            .orElseGet(() -> folder.resolve(source.getFileName()));
    take(file, jar);
    AtomicFile.write(file, jar.bytes());
    return file;
  }

  /** Why jars are not live. */
  synchronized List<PluginHost.Refused> refused() {
    return refused.entrySet().stream()
        .map(e -> new PluginHost.Refused(e.getKey(), e.getValue()))
        .toList();
  }

  /** The jar that brings the plug-in of this id now. */
  synchronized Optional<Path> jarOf(String id) {
    return running.entrySet().stream()
        .filter(e -> e.getValue().ids.contains(id))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** What one jar lacked another may have brought, or left free. */
  private void retryRefused() {
    List.copyOf(refused.keySet()).forEach(this::take);
  }

  private boolean take(Path file) {
    try {
      take(file, PluginJar.read(file, contract));
      return true;
    } catch (FuseboxException e) {
      if (!e.getMessage().equals(refused.put(file, e.getMessage()))) {
        LOG.warn("{} was refused: {}", file.getFileName(), e.getMessage());
      }
      return false;
    }
  }

  private void take(Path file, PluginJar jar) {
    Running before = running.get(file);
    if (before == null || !before.digest.equals(jar.digest())) {
      requireFreeIds(file, jar);
      running.put(file, new Running(exchange(jar, before), jar.digest(), jar.ids()));
      LOG.info("{} is live", file.getFileName());
    }
    refused.remove(file);
  }

  private void requireFreeIds(Path file, PluginJar jar) {
    for (String id : jar.ids()) {
      Optional<Path> other = jarOf(id).filter(p -> !p.equals(file));
      require(
          other.isEmpty(),
          "it brings the plug-in %s, and so does %s; remove one of them"
              .formatted(id, other.map(Path::getFileName).orElse(null)));
    }
  }

  private Bundle exchange(PluginJar jar, Running before) {
    Bundle bundle = installed(jar);
    try {
      start(bundle);
      if (before != null) {
        pipelines.replace(factories(before.bundle), factories(bundle));
      }
    } catch (RuntimeException | Error e) {
      uninstall(bundle);
      throw e;
    }
    if (before != null) {
      uninstall(before.bundle);
    }
    return bundle;
  }

  private Bundle installed(PluginJar jar) {
    try {
      return context.installBundle("plugin:" + installed++, jar.open());
    } catch (BundleException e) {
      throw new FuseboxException("it is no OSGi bundle: " + e.getMessage(), e);
    }
  }

  private void start(Bundle bundle) {
    pipelines.within(
        "a bundle being started",
        () -> {
          try {
            bundle.start();
          } catch (BundleException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new FuseboxException("it does not start: " + reason.getMessage(), e);
          }
        });
  }

  /** Stops a bundle; its services are drained while they are unregistered. */
  private void uninstall(Bundle bundle) {
    try {
      pipelines.within(
          "a bundle being stopped",
          () -> {
            try {
              bundle.uninstall();
            } catch (BundleException e) {
              throw new FuseboxException("it does not stop: " + e.getMessage(), e);
            }
          });
    } catch (FuseboxException e) {
      LOG.warn("{} is lost: {}", bundle, e.getMessage());
    }
  }

  private List<PluginFactory<?>> factories(Bundle bundle) {
    List<PluginFactory<?>> factories = new ArrayList<>();
    ServiceReference<?>[] services = bundle.getRegisteredServices();
    for (ServiceReference<?> service : services == null ? new ServiceReference<?>[0] : services) {
      if (context.getService(service) instanceof PluginFactory<?> factory) {
        factories.add(factory);
      }
    }
    return factories;
  }
}
