package io.fusebox.runtime.engine.task;

import io.fusebox.api.plm.Generation;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Scores;
import io.fusebox.api.task.Task;
import io.fusebox.api.task.TaskType;
import io.fusebox.runtime.data.metrics.Tally;
import java.util.List;

/** Open-ended answers, the default; it has no settings. */
public record GenerationTask() implements TaskType {
  @Override
  public boolean generates() {
    return true;
  }

  @Override
  public Task on(Plm plm, Generation generation) {
    return new Generating(plm, generation);
  }

  @Override
  public Scores score(List<Example> examples, List<String> answers) {
    Tally tally = new Tally();
    for (int i = 0; i < answers.size(); i++) {
      Example example = examples.get(i);
      tally.add(example.answerType(), answers.get(i), example.target(), example.answers());
    }
    return tally.scores();
  }
}
