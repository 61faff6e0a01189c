package io.fusebox.runtime.engine.pipeline;

import io.fusebox.api.FuseboxException;
import io.fusebox.toolkit.files.IoErrorMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder in which work is kept: trained weights, kept features, generated data; and the
 * plug-ins and pipelines of its user's own.
 */
public record Workspace(Path root) {
  public Workspace {
    root = root.toAbsolutePath().normalize();
  }

  /**
   * Makes the folder; anyone who is to leave something in it asks before the work, not after.
   *
   * @throws FuseboxException when it cannot be made, or not be written
   */
  public void requireWritable() {
    String reason = "permission denied";
    try {
      Files.createDirectories(root);
      if (Files.isWritable(root)) {
        return;
      }
    } catch (IOException e) {
      reason = IoErrorMessage.of(e);
    }
    throw new FuseboxException(
        "the workspace %s cannot be written: %s; name another folder with --workspace"
            .formatted(root, reason));
  }

  /** Where frozen features are kept; may be deleted at any time. */
  public Path features() {
    return root.resolve("features");
  }

  /** Where generated data sets are kept; may be deleted at any time. */
  public Path data() {
    return root.resolve("data");
  }

  /** Where a live system keeps what is its own; another one must not touch it. */
  public Path run() {
    return root.resolve("run");
  }

  /** The folders of models that came with imported pipelines. */
  public Path models() {
    return root.resolve("models");
  }

  /** The jars of the user's own plug-ins. */
  public Path plugins() {
    return root.resolve("plugins");
  }

  /** Whether a file is one of the user's own plug-ins or pipelines. */
  public boolean owns(Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    return plugins().equals(folder) || pipelines().equals(folder);
  }

  /**
   * The files of the user's own pipelines, {@code NAME.yaml}; next to them, in a folder {@code
   * NAME}, what was trained, by strategies.
   */
  public Path pipelines() {
    return root.resolve("pipelines");
  }

  /** Where a pipeline's training with one strategy is kept. */
  public Path training(PipelineSpec pipeline) {
    return pipelines().resolve(pipeline.name()).resolve(pipeline.strategy());
  }

  /** Every folder of a {@link #training}, of whatever pipeline. */
  public List<Path> trainings() {
    return folders(pipelines()).stream().flatMap(name -> folders(name).stream()).toList();
  }

  private static List<Path> folders(Path parent) {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(parent)) {
      return files.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new FuseboxException("cannot read %s: %s".formatted(parent, IoErrorMessage.of(e)), e);
    }
  }

  /** The trained weights that the first pipeline of this name answers with. */
  public Path weights(PipelineSpec pipeline) {
    return pipeline.weights().orElse(training(pipeline).resolve("weights.safetensors"));
  }
}
