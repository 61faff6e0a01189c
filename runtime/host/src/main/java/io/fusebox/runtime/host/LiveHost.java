package io.fusebox.runtime.host;

import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.runtime.live.LivePipelines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.apache.felix.fileinstall.internal.FileInstall;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Felix framework that watches the folders of plug-ins and pipelines: what is dropped into them,
 * changed or removed takes effect by itself. Felix's own File Install watches; it is started on the
 * system bundle, so that its listeners and ours are of one class.
 */
public final class LiveHost implements PluginHost {
  private static final Logger LOG = LoggerFactory.getLogger(LiveHost.class);

  private final Home home;
  private final LivePipelines pipelines;
  private final OsgiFramework framework;
  private final PluginJars jars;
  private final PipelineFiles files;
  private final PluginServices services;
  private final FileInstall watcher = new FileInstall();
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(LiveHost::thread);

  private LiveHost(Home home, LivePipelines pipelines, OsgiFramework framework) {
    this.home = home;
    this.pipelines = pipelines;
    this.framework = framework;
    this.files = new PipelineFiles(pipelines);
    this.jars = new PluginJars(framework, pipelines);
    this.services = new PluginServices(framework.context(), pipelines);
  }

  /**
   * Starts what the folders hold, and goes on watching them.
   *
   * @param pipelines live in this host; closed with it
   * @param storage a folder for the framework alone
   * @param poll how often the folders are looked at; a file must be the same in two looks
   */
  public static LiveHost start(Home home, LivePipelines pipelines, Path storage, Duration poll) {
    Path temporary = storage.resolveSibling("watched");
    LiveHost host =
        new LiveHost(
            home, pipelines, OsgiFramework.start(storage, settings(home, temporary, poll)));
    try {
      host.start(poll);
      return host;
    } catch (Exception e) {
      host.close();
      throw new IllegalStateException("the folders of " + home.root() + " are not watched", e);
    }
  }

  private static Map<String, String> settings(Home home, Path temporary, Duration poll) {
    return Map.of(
        // A bundle and the one that is to replace it may have the same name and version.
        Constants.FRAMEWORK_BSNVERSION,
        Constants.FRAMEWORK_BSNVERSION_MULTIPLE,
        "felix.fileinstall.dir",
        home.plugins() + "," + home.pipelines(),
        // File Install takes a bundle under any name for its own to install: also a half-written
        // one.
        "felix.fileinstall.filter",
        "[^.].*\\.(jar|ya?ml)",
        "felix.fileinstall.poll",
        Long.toString(poll.toMillis()),
        "felix.fileinstall.noInitialDelay",
        "true",
        "felix.fileinstall.disableNio2",
        "true",
        "felix.fileinstall.subdir.mode",
        "skip",
        "felix.fileinstall.tmpdir",
        temporary.toString(),
        "felix.fileinstall.log.level",
        "1");
  }

  private void start(Duration poll) throws Exception {
    services.open();
    framework.startBuiltIn();
    framework.context().registerService(ArtifactInstaller.class, jars, null);
    framework.context().registerService(ArtifactInstaller.class, files, null);
    watcher.start(framework.context());
    looks.scheduleWithFixedDelay(
        this::look, poll.toMillis(), poll.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A look that fails is not the last one. */
  private void look() {
    try {
      files.look(home.pipelines());
      pipelines.look();
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
  public List<PluginFactory<?>> live() {
    return pipelines.plugins().live().stream()
        .sorted(Comparator.comparing(PluginFactory::id))
        .toList();
  }

  @Override
  public List<Refused> refused() {
    return jars.refused();
  }

  /**
   * Puts a jar from elsewhere into the plug-in folder, in place of the one that brings the same
   * plug-in; it is live when this returns.
   *
   * @return the file that holds it now
   * @throws io.fusebox.api.FuseboxException when it is refused, and why; then nothing has changed
   */
  @Override
  public Path swapIn(Path jar) {
    return jars.swapIn(jar, home.plugins());
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
