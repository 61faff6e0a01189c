package io.fusebox.runtime.host;

import io.fusebox.api.FuseboxException;
import io.fusebox.api.settings.NameSuggestions;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.engine.answer.Answerer;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.pipeline.Assembler;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.PipelineFile;
import io.fusebox.runtime.engine.pipeline.PipelineSpec;
import io.fusebox.runtime.engine.pipeline.Workspace;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.runtime.features.FeatureBound;
import io.fusebox.runtime.live.Reply;
import io.fusebox.runtime.training.versions.TrainedVersions;
import io.fusebox.runtime.training.versions.VersionedWeights;
import io.fusebox.runtime.yaml.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Fusebox for one command: the plug-ins as they were when it was opened, and what pipelines need to
 * be assembled from them. For a system that runs on while they change, {@link LiveFusebox}.
 */
public final class Fusebox implements AutoCloseable {
  private final FuseboxHome home;
  private final Workspace workspace;
  private final Locations locations;
  private final FeatureStore features;
  private final FelixHost host;
  private final Assembler assembler;

  private Fusebox(FuseboxHome home, Workspace workspace) {
    this.home = home;
    this.workspace = workspace;
    this.features =
        new FeatureStore(
            workspace.features(), FeatureBound.of(System.getenv(FeatureBound.VARIABLE)));
    this.locations = new Locations(home, workspace);
    this.host = new FelixHost(locations.plugins());
    this.assembler = new Assembler(host);
  }

  /** Starts the plug-ins of both as they are now; work is kept in {@code workspace}. */
  public static Fusebox open(FuseboxHome home, Path workspace) {
    NativeEngine.touch(workspace);
    return new Fusebox(home, new Workspace(workspace));
  }

  /**
   * Answers one question, as a live pipeline would. For many, keep an {@link Answerer}.
   *
   * @throws FuseboxException when it is not answered, and why
   */
  public Reply ask(PipelineSpec spec, Question question) {
    spec.requireReads(question.files().keySet());
    try (Pipeline pipeline = assemble(spec);
        Answerer answerer = new Answerer(pipeline, features, weights(pipeline))) {
      return Reply.of(spec, question, answerer.answer(question));
    }
  }

  /** Reads a pipeline's file, by its path or its name. */
  public PipelineSpec spec(String pipeline) {
    Path file = locations.pipeline(pipeline);
    if (!Files.exists(file)) {
      throw unknown(pipeline, file);
    }
    return PipelineFile.read(file, home.models()).withArguments(arguments(pipeline));
  }

  private FuseboxException unknown(String pipeline, Path file) {
    return new FuseboxException(
        FuseboxHome.isPath(pipeline)
            ? "there is no pipeline file %s; check the path".formatted(file)
            : NameSuggestions.unknown("pipeline", pipeline, locations.pipelineNames(), "")
                + YamlFile.fileNames(pipeline).stream()
                    .filter(here -> Files.exists(Path.of(here)))
                    .findFirst()
                    .map("; for the file here, name it %s"::formatted)
                    .orElse("; or give the path of a .yaml file"));
  }

  /** The options with which the command of a hint finds the same pipeline and workspace. */
  private String arguments(String pipeline) {
    boolean usual = workspace.root().equals(new Workspace(Path.of(".fusebox")).root());
    return ShellQuoting.of(pipeline)
        + (usual ? "" : " --workspace " + ShellQuoting.of(workspace.root().toString()));
  }

  /** Assembles a pipeline; the caller closes it. */
  public Pipeline assemble(PipelineSpec spec) {
    return assembler.assemble(spec);
  }

  /** Assembles pipelines from the live plug-ins. */
  public Assembler assembler() {
    return assembler;
  }

  /** The trained weights that a pipeline answers with; an untrained control has none. */
  public WeightValues weights(Pipeline pipeline) {
    return pipeline.weights().isEmpty()
        ? new WeightValues(Map.of())
        : versions(pipeline.spec()).load(pipeline);
  }

  /** The same, and the version that they are. */
  public VersionedWeights versionedWeights(Pipeline pipeline) {
    return pipeline.weights().isEmpty()
        ? new VersionedWeights(weights(pipeline), Optional.empty())
        : versions(pipeline.spec()).loadVersion(pipeline);
  }

  /** The versions trained under a pipeline's name with its strategy. */
  public TrainedVersions versions(PipelineSpec spec) {
    return TrainedVersions.of(workspace, spec);
  }

  /** The file of a pipeline that is named by its path or its name. */
  public Path pipelineFile(String pipeline) {
    return locations.pipeline(pipeline);
  }

  public FuseboxHome home() {
    return home;
  }

  public Workspace workspace() {
    return workspace;
  }

  public PluginHost plugins() {
    return host;
  }

  /** The jar that brings the plug-in of this id; empty for one that Fusebox itself has. */
  public Optional<Path> jarOf(String plugin) {
    return host.jarOf(plugin);
  }

  public FeatureStore features() {
    return features;
  }

  @Override
  public void close() {
    host.close();
  }
}
