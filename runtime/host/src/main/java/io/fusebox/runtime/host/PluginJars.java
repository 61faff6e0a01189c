package io.fusebox.runtime.host;

import static io.fusebox.api.settings.Settings.require;
import static java.util.Objects.requireNonNull;

import io.fusebox.api.FuseboxException;
import io.fusebox.bundles.HostPackages;
import io.fusebox.runtime.live.LivePipelines;
import io.fusebox.toolkit.files.AtomicFile;
import io.fusebox.toolkit.files.IoErrorMessage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jars of the plug-in folders as bundles. A jar in the workspace replaces the shipped one of
 * the same plug-in, which returns when the other goes. A changed jar is started next to the bundle
 * that it replaces; only when every pipeline could go on with it is the old one stopped. So
 * whatever is wrong with a jar, what was running goes on.
 */
final class PluginJars implements ArtifactInstaller {
  private static final Logger LOG = LoggerFactory.getLogger(PluginJars.class);

  private final HostPackages packages;
  private final PluginBundles bundles;
  private final LivePipelines pipelines;
  private final Map<Path, Running> running = new TreeMap<>();
  private final Map<Path, String> refused = new TreeMap<>();
  private final Map<Path, Path> replaced = new TreeMap<>();
  private final Predicate<Path> own;

  /** A bundle, and what tells the jar that it came from. */
  private record Running(Bundle bundle, String digest, String id) {}

  /**
   * @param own whether a jar lies in the workspace
   */
  PluginJars(OsgiFramework framework, LivePipelines pipelines, Predicate<Path> own) {
    this.own = own;
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
      retryOthers();
    }
  }

  /** A jar has gone, and with it its plug-ins. */
  @Override
  public synchronized void uninstall(File file) {
    Path path = file.toPath();
    refused.remove(path);
    replaced.remove(path);
    Running gone = running.remove(path);
    if (gone != null) {
      if (!restore(path, gone)) {
        uninstall(gone.bundle);
        LOG.info("plug-in {}: removed with {}", gone.id, path.getFileName());
      }
      retryOthers();
    }
  }

  /** Lets the shipped jar that an own one had replaced take over again, without a gap. */
  private boolean restore(Path path, Running gone) {
    Optional<Path> shipped =
        replaced.keySet().stream()
            .filter(s -> requireNonNull(replaced.get(s)).equals(path))
            .findFirst();
    try {
      return shipped.isPresent() && restore(shipped.get(), path, gone);
    } catch (FuseboxException e) {
      refuse(shipped.get(), e);
      return false;
    }
  }

  private boolean restore(Path shipped, Path path, Running gone) {
    replaced.remove(shipped);
    PluginJar jar = PluginJar.read(shipped, packages);
    if (!jar.id().equals(gone.id)) {
      return false;
    }
    running.put(shipped, new Running(exchange(jar, List.of(gone)), jar.digest(), jar.id()));
    LOG.info("plug-in {}: {} is gone, {} again", gone.id, path, shipped);
    return true;
  }

  /**
   * Puts a jar from elsewhere into the workspace's folder, in place of the one that brings the same
   * plug-in. It is live when this returns; the file is written after that, whole.
   *
   * @param folder the workspace's plug-in folder
   * @return the file that holds it now
   * @throws FuseboxException when it is refused, and why; then nothing has changed
   */
  synchronized Path swapIn(Path source, Path folder) {
    PluginJar jar = PluginJar.read(source, packages);
    require(
        canHandle(source.toFile()),
        source.getFileName() + " is not a name of a plug-in's jar: it must end in .jar");
    Path file = jarOf(jar.id()).filter(own).orElseGet(() -> freeFile(jar, source, folder));
    take(file, jar);
    AtomicFile.write(file, jar.bytes());
    return file;
  }

  /**
   * Deletes a jar of the workspace; its plug-in is gone, or the shipped one again, when this
   * returns.
   *
   * @throws FuseboxException when no jar of the workspace brings this plug-in
   */
  synchronized void remove(String id) {
    Path file =
        jarOf(id)
            .filter(own)
            .orElseThrow(
                () ->
                    new FuseboxException(
                        "the plug-in %s is from no jar of the workspace; only those are removed"
                            .formatted(id)));
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new FuseboxException(
          "%s cannot be deleted: %s".formatted(file, IoErrorMessage.of(e)), e);
    }
    uninstall(file.toFile());
  }

  /** A file under the jar's own name; if another plug-in has it, under that of its id. */
  private Path freeFile(PluginJar jar, Path source, Path folder) {
    Path file = folder.resolve(source.getFileName());
    Path other = folder.resolve(jar.id() + ".jar");
    require(
        !running.containsKey(file) || !running.containsKey(other),
        "%s and %s bring other plug-ins; give the jar another name".formatted(file, other));
    return running.containsKey(file) ? other : file;
  }

  /** The shipped jars that stand aside. */
  synchronized List<PluginHost.Replaced> replaced() {
    return replaced.entrySet().stream()
        .map(e -> new PluginHost.Replaced(e.getKey(), e.getValue()))
        .toList();
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

  /** Tries refused jars again: another jar may have brought, or left free, what they lacked. */
  private void retryOthers() {
    Stream.of(refused, replaced).flatMap(m -> List.copyOf(m.keySet()).stream()).forEach(this::take);
  }

  private boolean take(Path file) {
    try {
      take(file, PluginJar.read(file, packages));
      return true;
    } catch (FuseboxException e) {
      refuse(file, e);
      return false;
    }
  }

  private void refuse(Path file, FuseboxException e) {
    if (!String.valueOf(e.getMessage()).equals(refused.put(file, String.valueOf(e.getMessage())))) {
      LOG.warn("{} was refused: {}", file.getFileName(), e.getMessage(), e.getCause());
    }
  }

  private void take(Path file, PluginJar jar) {
    Running before = running.get(file);
    if (before == null || !before.digest.equals(jar.digest())) {
      Optional<Path> other = jarOf(jar.id()).filter(p -> !p.equals(file));
      if (!own.test(file) && other.filter(own).isPresent()) {
        standAside(file, jar, other.get());
        return;
      }
      jar.requireFreeId(other.filter(p -> own.test(p) == own.test(file)));
      replace(file, jar, other);
    }
    refused.remove(file);
  }

  /**
   * Starts a jar in place of what its file brought before, and of the shipped one of its plug-in.
   */
  private void replace(Path file, PluginJar jar, Optional<Path> shipped) {
    Running before = running.get(file);
    boolean same = before != null && before.id.equals(jar.id());
    List<Running> outgoing =
        Stream.concat(same ? Stream.of(before) : Stream.empty(), shipped.map(running::get).stream())
            .toList();
    running.put(file, new Running(exchange(jar, outgoing), jar.digest(), jar.id()));
    if (before != null && !same && !restore(file, before)) {
      uninstall(before.bundle);
    }
    replaced.remove(file);
    String done = before == null ? "live" : "replaced";
    LOG.info("plug-in {}: {} from {}", jar.id(), done, file.getFileName());
    shipped.ifPresent(
        s -> {
          running.remove(s);
          standAside(s, jar, file);
        });
  }

  /** An own jar brings the plug-in of a shipped one. */
  private void standAside(Path shipped, PluginJar jar, Path by) {
    Optional.ofNullable(running.remove(shipped)).ifPresent(r -> uninstall(r.bundle));
    refused.remove(shipped);
    if (!by.equals(replaced.put(shipped, by))) {
      LOG.info("plug-in {}: {} in place of the shipped {}", jar.id(), by, shipped.getFileName());
    }
  }

  private Bundle exchange(PluginJar jar, List<Running> before) {
    Bundle bundle = bundles.install(jar);
    try {
      start(bundle);
      if (!before.isEmpty()) {
        pipelines
            .pluginChanges()
            .replace(
                before.stream().flatMap(r -> bundles.factories(r.bundle).stream()).toList(),
                bundles.factories(bundle));
      }
    } catch (RuntimeException | Error e) {
      uninstall(bundle);
      throw e;
    }
    before.forEach(r -> uninstall(r.bundle));
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
