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
public record NamedPath(String key, Path path, String holds) {

  /** All of them, for this installation and this workspace. */
  public static List<NamedPath> all(Locations locations) {
    FuseboxHome home = locations.home();
    Workspace workspace = locations.workspace();
    CacheFolder cache = NativeCaches.prepare(workspace.root());
    return List.of(
        new NamedPath("home", home.root(), "the installation; nothing in it is written"),
        new NamedPath("workspace", workspace.root(), "whatever is kept (--workspace)"),
        new NamedPath("own-plugins", workspace.plugins(), "your own plug-ins' jars"),
        new NamedPath("shipped-plugins", home.plugins(), "the plug-ins that come with Fusebox"),
        new NamedPath("own-pipelines", workspace.pipelines(), "your own pipelines, NAME.yaml"),
        new NamedPath(
            "shipped-pipelines", home.pipelines(), "the pipelines that come with Fusebox"),
        new NamedPath("models", home.models(), "the models that come with Fusebox, embedded:NAME"),
        new NamedPath("weights", workspace.pipelines(), "trained weights, in NAME/STRATEGY"),
        new NamedPath("features", workspace.features(), "kept features; may be deleted"),
        new NamedPath("data", workspace.data(), "generated data; may be deleted"),
        new NamedPath(
            "runs", workspace.root().resolve("runs"), "finished runs of 'fusebox compare'"),
        new NamedPath("reports", workspace.root().resolve("reports"), "reports of experiments"),
        new NamedPath("log", LogFile.in(workspace.root()), "the log"),
        new NamedPath(
            "live", workspace.run(), "files of a running Fusebox: its lock, port and token"),
        new NamedPath("cache", cache.path(), "the cache folder, chosen by " + cache.chosenBy()),
        new NamedPath("natives", Utils.getEngineCacheDir("pytorch"), "unpacked native libraries"),
        new NamedPath("temporary", TemporaryFile.folder(), "temporary files (TMPDIR)"),
        new NamedPath("templates", home.templates(), "what 'fusebox new' writes from"),
        new NamedPath(
            "repository", home.repository(), "Maven artifacts that plug-ins are built with"),
        new NamedPath("java", Path.of(System.getProperty("java.home")), "the Java that runs"));
  }
}
