package io.fusebox.runtime.server.api;

import io.fusebox.runtime.http.EventWriter;
import io.fusebox.runtime.server.system.PipelineView;
import io.fusebox.runtime.server.system.PluginCatalog;
import io.fusebox.runtime.server.system.RunningSystem;
import io.fusebox.runtime.server.system.TrainingJobs.Run;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How everything is at one time. */
record SystemSnapshot(
    Map<String, PipelineView> pipelines, PluginCatalog.All plugins, Map<String, Run> trainings) {
  /** Before the first look. */
  static final SystemSnapshot NOTHING =
      new SystemSnapshot(Map.of(), new PluginCatalog.All(List.of(), List.of()), Map.of());

  static SystemSnapshot of(RunningSystem system) {
    Map<String, PipelineView> pipelines = new LinkedHashMap<>();
    system.pipelines().all().forEach(p -> pipelines.put(p.name(), p));
    Map<String, Run> trainings = new LinkedHashMap<>();
    system.trainings().all().forEach(run -> trainings.put(run.id(), run));
    return new SystemSnapshot(pipelines, system.plugins().all(), trainings);
  }

  /**
   * Writes what is other than it was.
   *
   * @return whether anything is
   */
  boolean writeChanges(SystemSnapshot before, EventWriter events) throws IOException {
    if (equals(before)) {
      return false;
    }
    for (PipelineView pipeline : pipelines.values()) {
      if (!pipeline.equals(before.pipelines.get(pipeline.name()))) {
        events.event("pipeline", pipeline);
      }
    }
    for (String name : before.pipelines.keySet()) {
      if (!pipelines.containsKey(name)) {
        events.event("pipeline-removed", Map.of("name", name));
      }
    }
    if (!plugins.equals(before.plugins)) {
      events.event("plugins", plugins);
    }
    for (Run run : trainings.values()) {
      if (!run.equals(before.trainings.get(run.id()))) {
        events.event("training", run);
      }
    }
    return true;
  }
}
