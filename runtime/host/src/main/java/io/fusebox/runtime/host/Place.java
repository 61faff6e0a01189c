package io.fusebox.runtime.host;

import ai.djl.util.Utils;
import io.fusebox.runtime.engine.pipeline.Workspace;
import io.fusebox.toolkit.files.TemporaryFile;
import java.nio.file.Path;
import java.util.List;

/**
 * A path that Fusebox uses.
 *
 * @param key its name, for programs
 * @param path absolute
 * @param holds what lies there, in words
 */
public record Place(String key, Path path, String holds) {

  /** All of them, for this installation and this workspace. */
  public static List<Place> all(Locations locations) {
    FuseboxHome home = locations.home();
    Workspace workspace = locations.workspace();
    CacheFolder cache = NativeCaches.prepare(workspace.root());
    return List.of(
        new Place("home", home.root(), "the installation; nothing in it is written"),
        new Place("workspace", workspace.root(), "whatever is kept (--workspace)"),
        new Place("own-plugins", workspace.plugins(), "your own plug-ins' jars"),
        new Place("shipped-plugins", home.plugins(), "the plug-ins that come with Fusebox"),
        new Place("own-pipelines", workspace.pipelines(), "your own pipelines, NAME.yaml"),
        new Place("shipped-pipelines", home.pipelines(), "the pipelines that come with Fusebox"),
        new Place("models", home.models(), "the models that come with Fusebox, embedded:NAME"),
        new Place("weights", workspace.pipelines(), "trained weights, in NAME/STRATEGY"),
        new Place("features", workspace.features(), "kept features; may be deleted"),
        new Place("data", workspace.data(), "generated data; may be deleted"),
        new Place("runs", workspace.root().resolve("runs"), "finished runs of 'fusebox compare'"),
        new Place("reports", workspace.root().resolve("reports"), "reports of experiments"),
        new Place("log", LogFile.in(workspace.root()), "the log"),
        new Place("live", workspace.run(), "files of a running Fusebox: its lock, port and token"),
        new Place("cache", cache.path(), "the cache folder, chosen by " + cache.chosenBy()),
        new Place("natives", Utils.getEngineCacheDir("pytorch"), "unpacked native libraries"),
        new Place("temporary", TemporaryFile.folder(), "temporary files (TMPDIR)"),
        new Place("templates", home.templates(), "what 'fusebox new' writes from"),
        new Place("repository", home.repository(), "Maven artifacts that plug-ins are built with"),
        new Place("java", Path.of(System.getProperty("java.home")), "the Java that runs"));
  }
}
