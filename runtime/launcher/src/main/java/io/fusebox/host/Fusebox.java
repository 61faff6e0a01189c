package io.fusebox.host;

import io.fusebox.FuseboxException;
import io.fusebox.engine.Assembler;
import io.fusebox.engine.Pipeline;
import io.fusebox.engine.PipelineFile;
import io.fusebox.engine.PipelineSpec;
import io.fusebox.engine.Workspace;
import io.fusebox.features.FeatureStore;
import io.fusebox.plugin.Names;
import io.fusebox.weights.TrainedWeights;
import io.fusebox.weights.WeightFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A running Fusebox: live plug-ins, and what pipelines need to be assembled from them. */
public final class Fusebox implements AutoCloseable {
  private final Home home;
  private final Workspace workspace;
  private final FelixHost host;
  private final FeatureStore features;

  private Fusebox(Home home, Workspace workspace) {
    this.home = home;
    this.workspace = workspace;
    this.host = new FelixHost(home.plugins());
    this.features = new FeatureStore(workspace.features());
  }

  /** Starts the plug-ins of {@code home}; work is kept in {@code workspace}. */
  public static Fusebox open(Home home, Path workspace) {
    Engines.touch();
    return new Fusebox(home, new Workspace(workspace));
  }

  /** Reads a pipeline's file, by its path or its name. */
  public PipelineSpec spec(String pipeline) {
    Path file = home.pipeline(pipeline);
    if (!Files.exists(file)) {
      throw new FuseboxException(
          Names.unknown("pipeline", pipeline, home.pipelineNames(), "")
              + "; or give the path of a .yaml file");
    }
    return PipelineFile.read(file, home.models());
  }

  /** Assembles a pipeline; the caller closes it. */
  public Pipeline assemble(PipelineSpec spec) {
    return new Assembler(host).assemble(spec);
  }

  /** The trained weights that a pipeline answers with; an untrained control has none. */
  public TrainedWeights weights(Pipeline pipeline) {
    return pipeline.weights().isEmpty()
        ? new TrainedWeights(Map.of())
        : WeightFile.load(workspace.weights(pipeline.spec()), pipeline);
  }

  public Home home() {
    return home;
  }

  public Workspace workspace() {
    return workspace;
  }

  public FelixHost plugins() {
    return host;
  }

  public FeatureStore features() {
    return features;
  }

  @Override
  public void close() {
    host.close();
  }
}
