package io.fusebox.runtime.host;

import static io.fusebox.api.settings.Settings.require;

import io.fusebox.api.FuseboxException;
import io.fusebox.bundles.HostPackages;
import io.fusebox.runtime.live.LivePipelines;
import io.fusebox.toolkit.files.AtomicFile;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jars of the plug-in folder as bundles. A changed jar is started beside the bundle that it
 * replaces; only when every pipeline could go on with it is the old one stopped. So whatever is
 * wrong with a jar, what was running goes on.
 */
final class PluginJars implements ArtifactInstaller {
  private static final Logger LOG = LoggerFactory.getLogger(PluginJars.class);

  private final HostPackages packages;
  private final PluginBundles bundles;
  private final LivePipelines pipelines;
  private final Map<Path, Running> running = new TreeMap<>();
  private final Map<Path, String> refused = new TreeMap<>();

  /** A bundle, and what tells the jar that it came from. */
  private record Running(Bundle bundle, String digest, String id) {}

  PluginJars(OsgiFramework framework, LivePipelines pipelines) {
    this.packages = framework.packages();
    this.bundles = new PluginBundles(framework.context());
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
      LOG.info("plug-in {}: removed with {}", gone.id, file.getName());
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
    PluginJar jar = PluginJar.read(source, packages);
    require(
        canHandle(source.toFile()),
        source.getFileName() + " is no name of a plug-in's jar: it must end in .jar");
    Path file = jarOf(jar.id()).orElseGet(() -> folder.resolve(source.getFileName()));
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
        .filter(e -> e.getValue().id.equals(id))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** What one jar lacked another may have brought, or left free. */
  private void retryRefused() {
    List.copyOf(refused.keySet()).forEach(this::take);
  }

  private boolean take(Path file) {
    try {
      take(file, PluginJar.read(file, packages));
      return true;
    } catch (FuseboxException e) {
      if (!e.getMessage().equals(refused.put(file, e.getMessage()))) {
        LOG.warn("{} was refused: {}", file.getFileName(), e.getMessage(), e.getCause());
      }
      return false;
    }
  }

  private void take(Path file, PluginJar jar) {
    Running before = running.get(file);
    if (before == null || !before.digest.equals(jar.digest())) {
      requireFreeId(file, jar);
      running.put(file, new Running(exchange(jar, before), jar.digest(), jar.id()));
      LOG.info(
          "plug-in {}: {} from {}",
          jar.id(),
          before == null ? "live" : "replaced",
          file.getFileName());
    }
    refused.remove(file);
  }

  private void requireFreeId(Path file, PluginJar jar) {
    Optional<Path> other = jarOf(jar.id()).filter(p -> !p.equals(file));
    require(
        other.isEmpty(),
        "it brings the plug-in %s, and so does %s; remove one of them"
            .formatted(jar.id(), other.map(Path::getFileName).orElse(null)));
  }

  private Bundle exchange(PluginJar jar, Running before) {
    Bundle bundle = bundles.install(jar);
    try {
      start(bundle);
      if (before != null) {
        pipelines.replace(bundles.factories(before.bundle), bundles.factories(bundle));
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

  private void start(Bundle bundle) {
    pipelines.within("a bundle being started", () -> PluginBundles.start(bundle));
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
}
