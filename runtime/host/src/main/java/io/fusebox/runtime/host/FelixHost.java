package io.fusebox.runtime.host;

import static java.util.Objects.requireNonNull;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.toolkit.files.IoErrorMessage;
import io.fusebox.toolkit.files.TemporaryFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Felix framework with the plug-in bundles of folders, as they are when it starts; for one
 * command. The PLMs of core, which sit on the class path, are started on the system bundle by the
 * same {@link io.fusebox.api.plugin.PluginModule} that bundles use.
 */
public final class FelixHost implements PluginHost {
  private static final Logger LOG = LoggerFactory.getLogger(FelixHost.class);

  private final OsgiFramework framework;
  private final PluginBundles bundles;
  private final Map<String, Path> jars = new TreeMap<>();
  private final List<Refused> refused = new ArrayList<>();
  private final List<Replaced> replaced = new ArrayList<>();

  /** Starts a framework and every jar in {@code plugins}; a bad jar is refused, the rest run. */
  public FelixHost(Path plugins) {
    this(List.of(plugins));
  }

  /** The same for several folders: a plug-in in one of them replaces that of later ones. */
  public FelixHost(List<Path> folders) {
    List<Path> jars = folders.stream().flatMap(f -> jars(f).stream()).toList();
    framework = OsgiFramework.start(storage(), Map.of());
    framework.startBuiltIn();
    bundles = new PluginBundles(framework.context());
    jars.forEach(this::start);
  }

  private static Path storage() {
    try {
      return Files.createTempDirectory(TemporaryFile.folder(), "fusebox-felix");
    } catch (IOException e) {
      throw new FuseboxException(
          "the temporary folder %s cannot be written (%s); name another with TMPDIR"
              .formatted(TemporaryFile.folder(), IoErrorMessage.of(e)),
          e);
    }
  }

  private void start(Path file) {
    try {
      PluginJar jar = PluginJar.read(file, framework.packages());
      Path other = jars.get(jar.id());
      if (other != null && !requireNonNull(other.getParent()).equals(file.getParent())) {
        replaced.add(new Replaced(file, other));
        return;
      }
      jar.requireFreeId(Optional.ofNullable(other));
      PluginBundles.start(bundles.install(jar));
      jars.put(jar.id(), file);
    } catch (FuseboxException e) {
      refused.add(new Refused(file, String.valueOf(e.getMessage())));
      LOG.info("{} was refused: {}", file.getFileName(), e.getMessage(), e.getCause());
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

  /** The jar that brings the plug-in of this id; empty for one that Fusebox itself has. */
  public Optional<Path> jarOf(String id) {
    return Optional.ofNullable(jars.get(id));
  }

  private BundleContext context() {
    return framework.context();
  }

  @Override
  public List<Refused> refused() {
    return List.copyOf(refused);
  }

  @Override
  public List<Replaced> replaced() {
    return List.copyOf(replaced);
  }

  @Override
  public List<PluginFactory<?>> registered() {
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

  @Override
  public void close() {
    framework.close();
  }
}
