package io.fusebox.runtime.host;

import io.fusebox.api.FuseboxException;
import io.fusebox.runtime.engine.yaml.YamlFile;
import io.fusebox.toolkit.files.FileNames;
import io.fusebox.toolkit.files.IoReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** An installed Fusebox: {@code bin lib plugins etc models templates}. */
public record Home(Path root) {
  public Home {
    root = root.toAbsolutePath().normalize();
  }

  /** The home that the start script names. */
  public static Home current() {
    String home = System.getProperty("fusebox.home");
    if (home == null) {
      throw new FuseboxException(
          "the system property fusebox.home is not set; start Fusebox with its start script");
    }
    return new Home(Path.of(home));
  }

  /** The bundle jars. */
  public Path plugins() {
    return root.resolve("plugins");
  }

  /** The models that come with Fusebox. */
  public Path models() {
    return root.resolve("models");
  }

  /** What new plug-ins are written from. */
  public Path templates() {
    return root.resolve("templates");
  }

  /** A pipeline's file: {@code pipeline} is a path, or the name of one that comes with Fusebox. */
  public Path pipeline(String pipeline) {
    return isPath(pipeline) ? FileNames.path(pipeline) : named(pipeline);
  }

  /** {@code NAME.yaml}, or {@code NAME.yml} where that alone is there. */
  private Path named(String pipeline) {
    Path file = FileNames.in(pipelines(), pipeline + ".yaml");
    Path other = FileNames.in(pipelines(), pipeline + ".yml");
    return Files.exists(other) && !Files.exists(file) ? other : file;
  }

  static boolean isPath(String pipeline) {
    return YamlFile.isYaml(pipeline);
  }

  /** The names of the pipelines that come with Fusebox. */
  public List<String> pipelineNames() {
    try (Stream<Path> files = Files.list(pipelines())) {
      return files
          .filter(f -> isPath(f.toString()) && !f.getFileName().toString().startsWith("."))
          .map(YamlFile::nameOf)
          .distinct()
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new FuseboxException(
          "the folder of pipelines %s cannot be read: %s; unpack the distribution again"
              .formatted(
                  pipelines(),
                  IoReason.of(
                      e instanceof IOException io ? io : ((UncheckedIOException) e).getCause())),
          e);
    }
  }

  /** The pipelines' files. */
  public Path pipelines() {
    return root.resolve("etc").resolve("pipelines");
  }
}
