package io.fusebox.runtime.tasks;

import io.fusebox.api.plugin.PluginModule;
import io.fusebox.api.task.TaskType;

/** The tasks that come with Fusebox. */
public final class Tasks extends PluginModule {
  @Override
  protected void configure() {
    provide("generation", TaskType.class, GenerationTaskType.class, (settings, host) -> settings);
    provide(
        "verbalizer", TaskType.class, ClassificationTaskType.class, (settings, host) -> settings);
  }
}
