package io.fusebox.runtime.live;

import io.fusebox.api.encoder.Modality;
import io.fusebox.api.plugin.PluginFactory;
import io.fusebox.api.task.Question;
import io.fusebox.runtime.engine.features.FeatureStore;
import io.fusebox.runtime.engine.pipeline.TestPlugins;
import io.fusebox.runtime.engine.pipeline.TinyHome;
import io.fusebox.runtime.engine.pipeline.Workspace;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A live system on tiny models; only waiting in the middle of a swap is cut short. */
record Live(TinyHome home, Workspace workspace, LivePipelines pipelines, SimpleMeterRegistry meters)
    implements AutoCloseable {
  static final Timeouts SHORT =
      new Timeouts(
          Duration.ofMinutes(2),
          Duration.ofMillis(300),
          Duration.ofMillis(300),
          Duration.ofMinutes(2));

  static Live in(Path folder) {
    return in(folder, SHORT);
  }

  static Live in(Path folder, Timeouts timeouts) {
    TinyHome home = TinyHome.in(folder);
    Workspace workspace = new Workspace(folder.resolve("workspace"));
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    LivePipelines pipelines =
        new LivePipelines(
            folder, workspace, new FeatureStore(workspace.features()), timeouts, meters);
    new TestPlugins()
        .registered().stream()
            .filter(f -> f.id().equals("bart") || f.kind() == io.fusebox.api.task.TaskType.class)
            .forEach(pipelines.pluginChanges()::add);
    return new Live(home, workspace, pipelines, meters);
  }

  /** Adds the test plug-in of this id. */
  PluginFactory<?> add(String id) {
    PluginFactory<?> factory =
        new TestPlugins()
            .registered().stream().filter(f -> f.id().equals(id)).findFirst().orElseThrow();
    pipelines.pluginChanges().add(factory);
    return factory;
  }

  String ask(String pipeline) {
    return pipelines
        .get(pipeline)
        .ask(Question.withText(Map.of(Modality.IMAGE, home.folder().resolve("0.bin")), "is it so?"))
        .text();
  }

  /** Asks a pipeline that reads no input. */
  String askWords(String pipeline) {
    return pipelines.get(pipeline).ask(new Question(Map.of(), "is it so?")).text();
  }

  PipelineStatus status(String pipeline) {
    return pipelines.get(pipeline).status();
  }

  @Override
  public void close() {
    pipelines.close();
  }
}
