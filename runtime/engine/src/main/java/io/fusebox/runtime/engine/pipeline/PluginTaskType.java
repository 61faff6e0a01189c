package io.fusebox.runtime.engine.pipeline;

import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Scores;
import io.fusebox.api.task.Task;
import io.fusebox.api.task.TaskType;
import io.fusebox.runtime.engine.plugins.PluginCall;
import java.util.List;

/** A plug-in's task before it has a PLM, whose faults name the plug-in. */
record PluginTaskType(String plugin, TaskType type) implements TaskType {
  @Override
  public Task on(Plm plm, GenerationConfig generation) {
    Task task = PluginCall.nonNull("the task", plugin, () -> type.on(plm, generation));
    return new PluginTask(plugin, task);
  }

  @Override
  public boolean generates() {
    return PluginCall.of(plugin, type::generates);
  }

  @Override
  public Scores score(List<Example> examples, List<String> answers) {
    return PluginCall.nonNull("scores", plugin, () -> type.score(examples, answers));
  }
}
