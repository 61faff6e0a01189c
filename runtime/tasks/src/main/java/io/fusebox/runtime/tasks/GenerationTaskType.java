package io.fusebox.runtime.tasks;

import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.api.plm.Plm;
import io.fusebox.api.task.Example;
import io.fusebox.api.task.Scores;
import io.fusebox.api.task.Task;
import io.fusebox.api.task.TaskType;
import io.fusebox.runtime.data.metrics.ScoreCounter;
import java.util.List;

/** Open-ended answers, the default; it has no settings. */
public record GenerationTaskType() implements TaskType {
  @Override
  public boolean generates() {
    return true;
  }

  @Override
  public Task on(Plm plm, GenerationConfig generation) {
    return new GenerationTask(plm, generation);
  }

  @Override
  public Scores score(List<Example> examples, List<String> answers) {
    ScoreCounter tally = new ScoreCounter();
    for (int i = 0; i < answers.size(); i++) {
      Example example = examples.get(i);
      tally.add(example.answerType(), answers.get(i), example.target(), example.answers());
    }
    return tally.scores();
  }
}
