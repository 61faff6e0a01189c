package io.fusebox.runtime.live;

import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.runtime.engine.answer.Answerer;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.pipeline.Assembler;
import io.fusebox.runtime.engine.pipeline.Pipeline;
import io.fusebox.runtime.engine.pipeline.Workspace;
import io.fusebox.runtime.engine.plugins.MissingPluginException;
import io.fusebox.runtime.engine.plugins.Plugins;
import io.fusebox.runtime.engine.weights.WeightValues;
import io.fusebox.runtime.live.MissingRequirementException.Requirement;
import io.fusebox.runtime.training.versions.TrainedVersions;
import io.fusebox.runtime.training.versions.WeightsVersion;
import io.fusebox.toolkit.files.FileDigests;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes editions of pipelines from whatever plug-ins it is given; large parts are shared. */
final class PipelineBuilder {
  private final Workspace workspace;
  private final FeatureStore features;
  private final ComponentPool pool;
  private final FileDigests modelFiles = new FileDigests();

  PipelineBuilder(Workspace workspace, FeatureStore features) {
    this.workspace = workspace;
    this.features = features;
    this.pool = new ComponentPool(features::forget);
  }

  ComponentPool pool() {
    return pool;
  }

  /**
   * Makes an instance; the caller closes it.
   *
   * @throws MissingRequirementException when something is missing that may come
   * @throws io.fusebox.api.FuseboxException when the parts do not fit
   */
  PipelineInstance make(DesiredState desired, Plugins plugins) {
    new Requirements(plugins).require(desired.spec());
    ComponentPool.BorrowedComponents parts = pool.borrowed();
    try {
      return make(desired, new RecordingPlugins(plugins), parts);
    } catch (MissingPluginException e) {
      parts.close();
      throw new MissingRequirementException(
          List.of(new Requirement(String.valueOf(e.getMessage()))));
    } catch (RuntimeException | Error e) {
      parts.close();
      throw e;
    }
  }

  private PipelineInstance make(
      DesiredState desired, RecordingPlugins plugins, ComponentPool.BorrowedComponents parts) {
    Pipeline pipeline = new Assembler(plugins, parts, modelFiles).assemble(desired.spec());
    try {
      String version = version(pipeline, desired.untrained());
      WeightValues weights = weights(pipeline, desired.untrained());
      Answerer answerer = new Answerer(pipeline, features, weights);
      return new PipelineInstance(
          pipeline, version, answerer, weights, parts, Set.copyOf(plugins.used));
    } catch (RuntimeException | Error e) {
      pipeline.close();
      throw e;
    }
  }

  private WeightValues weights(Pipeline pipeline, boolean untrained) {
    if (pipeline.weights().isEmpty()) {
      return new WeightValues(Map.of());
    } else if (untrained) {
      return WeightValues.initial(pipeline, 0);
    }
    TrainedVersions versions = TrainedVersions.of(workspace, pipeline.spec());
    if (versions.existing(pipeline).isEmpty()) {
      Path file = versions.liveFile(pipeline);
      String what = "the trained weights %s (fusebox train makes them)".formatted(file);
      throw new MissingRequirementException(List.of(new Requirement(what, Optional.of(file))));
    }
    return versions.load(pipeline);
  }

  /** The id of the version that is answered with; empty without trained weights. */
  private String version(Pipeline pipeline, boolean untrained) {
    return untrained || pipeline.weights().isEmpty()
        ? ""
        : TrainedVersions.of(workspace, pipeline.spec())
            .active(pipeline)
            .map(WeightsVersion::id)
            .orElse("");
  }

  /** The desired state, with the stamps of its strategies' trained weights as they are now. */
  DesiredState seen(DesiredState desired) {
    return desired.seen(stamps(desired));
  }

  /** The stamps of the trained weights of a pipeline's strategies, as they are now. */
  List<FileStamp> stamps(DesiredState desired) {
    return desired
        .specs()
        .flatMap(spec -> TrainedVersions.of(workspace, spec).liveFiles().stream())
        .map(FileStamp::of)
        .toList();
  }

  /** Remembers which plug-ins were asked for, also by other plug-ins. */
  private static final class RecordingPlugins implements Plugins {
    private final Plugins plugins;
    private final Set<PluginFactory<?>> used = new HashSet<>();

    RecordingPlugins(Plugins plugins) {
      this.plugins = plugins;
    }

    @Override
    public List<PluginFactory<?>> registered() {
      return plugins.registered();
    }

    @Override
    public <T> PluginFactory<T> find(Class<T> kind, String id) {
      PluginFactory<T> found = Plugins.super.find(kind, id);
      used.add(found);
      return found;
    }
  }
}
