package io.fusebox.runtime.isolated;

import java.nio.file.Path;

/**
 * An installed Fusebox, found with {@link java.util.ServiceLoader} by the class loader that has its
 * libraries. Every method throws {@link BatchException} for what a user can fix.
 */
public interface BatchFusebox {

  /**
   * Reads a pipeline with all that belongs to it but its models; nothing native is started.
   *
   * @param home the installation
   * @param workspace where it was trained
   * @param pipeline its name, or the path of its file
   * @param strategy another strategy than its own; empty for its own
   */
  ShippedPipeline read(Path home, Path workspace, String pipeline, String strategy);

  /**
   * Opens a pipeline that was read elsewhere.
   *
   * @param home the installation on this machine
   * @param models what paths in the pipeline's file are relative to on this machine
   * @param scratch a folder of its own, which the caller deletes after the pipeline was closed
   */
  BatchPipeline open(Path home, ShippedPipeline pipeline, Path models, Path scratch);

  /**
   * Keeps features in a workspace, where training looks for them.
   *
   * @param encoder the first part of their key, as {@link BatchPipeline.Features} has it
   * @param input the second part
   * @param rows m
   * @param numbers {@code [m, d]}, row by row
   */
  void keep(Path workspace, String encoder, String input, int rows, float[] numbers);
}
