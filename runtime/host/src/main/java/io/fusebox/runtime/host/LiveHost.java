package io.fusebox.runtime.host;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.runtime.live.LivePipelines;
import io.fusebox.runtime.yaml.YamlFile;
import io.fusebox.toolkit.files.IoErrorMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.apache.felix.fileinstall.internal.FileInstall;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Felix framework that watches the folders of plug-ins and pipelines, those in the workspace and
 * those of the installation: what is dropped into them, changed or removed takes effect by itself.
 * Felix's own File Install watches; it is started on the system bundle, so that its listeners and
 * ours are of one class.
 */
public final class LiveHost implements PluginHost {
  private static final Logger LOG = LoggerFactory.getLogger(LiveHost.class);
  private static final String FOLDER = "felix.fileinstall.dir";
  private static final Map<String, String> SETTINGS =
      Map.of(
          // A bundle and the one that is to replace it may have the same name and version.
          Constants.FRAMEWORK_BSNVERSION,
          Constants.FRAMEWORK_BSNVERSION_MULTIPLE,
          // A list of no folders: names of folders may have commas, so each is added by itself.
          FOLDER,
          ",");

  private final Locations locations;
  private final LivePipelines pipelines;
  private final OsgiFramework framework;
  private final PluginJars jars;
  private final PipelineFiles files;
  private final PluginTracker services;
  private final FileInstall watcher = new FileInstall();
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(LiveHost::thread);

  private LiveHost(Locations locations, LivePipelines pipelines, OsgiFramework framework) {
    this.locations = locations;
    this.pipelines = pipelines;
    this.framework = framework;
    this.files = new PipelineFiles(pipelines, locations.workspace()::owns);
    this.jars = new PluginJars(framework, pipelines, locations.workspace()::owns);
    this.services = new PluginTracker(framework.context(), pipelines);
  }

  /**
   * Starts what the folders hold, and goes on watching them; those in the workspace are made.
   *
   * @param pipelines live in this host; closed with it
   * @param storage a folder for the framework alone
   * @param poll how often the folders are looked at; a file must be the same in two looks
   */
  public static LiveHost start(
      Locations locations, LivePipelines pipelines, Path storage, Duration poll) {
    Path temporary = storage.resolveSibling("watched");
    OsgiFramework framework = OsgiFramework.start(storage, SETTINGS);
    LiveHost host = new LiveHost(locations, pipelines, framework);
    try {
      host.start(watching(temporary, poll), poll);
      return host;
    } catch (FuseboxException e) {
      host.close();
      throw e;
    } catch (Exception e) {
      host.close();
      throw new IllegalStateException("the folders " + host.folders() + " are not watched", e);
    }
  }

  private static Map<String, String> watching(Path temporary, Duration poll) {
    return Map.of(
        // File Install takes a bundle under any name for its own to install: also a half-written
        // one.
        "felix.fileinstall.filter",
        "[^.].*(\\Q.jar\\E|\\Q" + String.join("\\E|\\Q", YamlFile.ENDINGS) + "\\E)",
        "felix.fileinstall.poll",
        Long.toString(poll.toMillis()),
        "felix.fileinstall.noInitialDelay",
        "true",
        "felix.fileinstall.disableNio2",
        "true",
        "felix.fileinstall.subdir.mode",
        "skip",
        "felix.fileinstall.tmpdir",
        literally(temporary),
        "felix.fileinstall.log.level",
        "1");
  }

  /** File Install looks for properties, <code>${name}</code>, in the values of its settings. */
  private static String literally(Path folder) {
    return folder.toString().replaceAll("[\\\\{}]", "\\\\$0");
  }

  private void start(Map<String, String> watching, Duration poll) throws Exception {
    makeOwnFolders();
    services.open();
    framework.startBuiltIn();
    framework.context().registerService(ArtifactInstaller.class, jars, null);
    framework.context().registerService(ArtifactInstaller.class, files, null);
    watcher.start(framework.context());
    for (Path folder : folders()) {
      Map<String, String> settings = new HashMap<>(watching);
      settings.put(FOLDER, literally(folder));
      watcher.updated(folder.toString(), settings);
    }
    looks.scheduleWithFixedDelay(
        this::look, poll.toMillis(), poll.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void makeOwnFolders() {
    try {
      Files.createDirectories(locations.workspace().plugins());
      Files.createDirectories(locations.workspace().pipelines());
    } catch (IOException e) {
      throw new FuseboxException(
          "the folders for your own plug-ins and pipelines cannot be made: " + IoErrorMessage.of(e),
          e);
    }
  }

  /**
   * Plug-ins come before the pipelines that wait for them; folders that are not shipped are not
   * made.
   */
  private List<Path> folders() {
    return Stream.concat(locations.plugins().stream(), locations.pipelines().stream())
        .filter(Files::isDirectory)
        .toList();
  }

  /** A look that fails is not the last one. */
  private void look() {
    try {
      locations.pipelines().forEach(files::look);
      pipelines.pollFiles();
    } catch (RuntimeException e) {
      LOG.warn("looking for files that pipelines wait for: {}", e.toString());
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "fusebox-looks");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public List<PluginFactory<?>> registered() {
    return pipelines.plugins().registered().stream()
        .sorted(Comparator.comparing(PluginFactory::id))
        .toList();
  }

  @Override
  public List<Replaced> replaced() {
    return jars.replaced();
  }

  @Override
  public List<Refused> refused() {
    return jars.refused();
  }

  /**
   * Puts a jar from elsewhere into the workspace's plug-in folder, in place of the one that brings
   * the same plug-in, there or shipped; it is live when this returns.
   *
   * @return the file that holds it now
   * @throws io.fusebox.api.FuseboxException when it is refused, and why; then nothing has changed
   */
  public Path swapIn(Path jar) {
    return jars.swapIn(jar, locations.workspace().plugins());
  }

  /** The jar that brings the plug-in of this id now; empty when Fusebox itself does. */
  public Optional<Path> jarOf(String id) {
    return jars.jarOf(id);
  }

  /**
   * Deletes the workspace's jar of a plug-in.
   *
   * @throws io.fusebox.api.FuseboxException when there is none
   */
  public void remove(String id) {
    jars.remove(id);
  }

  @Override
  public void close() {
    looks.shutdownNow();
    try {
      watcher.stop(framework.context());
    } catch (Exception e) {
      LOG.warn("the folders' watcher did not stop cleanly: {}", e.toString());
    }
    pipelines.close();
    services.close();
    framework.close();
  }
}
