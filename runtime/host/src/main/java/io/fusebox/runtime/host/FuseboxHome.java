package io.fusebox.runtime.host;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.yaml.YamlFile;
import java.nio.file.Path;

/**
 * An installed Fusebox: {@code bin lib plugins etc models templates repository}. It is only read;
 * what its users add lies in their workspaces.
 */
public record FuseboxHome(Path root) {
  public FuseboxHome {
    root = root.toAbsolutePath().normalize();
  }

  /** The home that the start script names. */
  public static FuseboxHome current() {
    String home = System.getProperty("fusebox.home");
    if (home == null) {
      throw new FuseboxException(
          "the system property fusebox.home is not set; start Fusebox with its start script");
    }
    return new FuseboxHome(Path.of(home));
  }

  /** The bundle jars that come with Fusebox. */
  public Path plugins() {
    return root.resolve("plugins");
  }

  /** The models that come with Fusebox. */
  public Path models() {
    return root.resolve("models");
  }

  /** The templates of new plug-ins. */
  public Path templates() {
    return root.resolve("templates");
  }

  /** A Maven repository of Fusebox's own artifacts, which new plug-ins are built with. */
  public Path repository() {
    return root.resolve("repository");
  }

  /** Whether a pipeline is named by its file's path. */
  static boolean isPath(String pipeline) {
    return YamlFile.isYaml(pipeline);
  }

  /** The files of the pipelines that come with Fusebox. */
  public Path pipelines() {
    return root.resolve("etc").resolve("pipelines");
  }
}
