package io.fusebox.api.task;

import io.fusebox.api.plm.GenerationConfig;
import io.fusebox.api.plm.Plm;
import java.util.List;

/**
 * A task as a pipeline's file gives it, {@code task: ID} or {@code task: {ID: {SETTING: VALUE}}}:
 * its plug-in's record of settings has been read, and it is not bound to a PLM yet. Stateless.
 */
public interface TaskType {
  /**
   * The task on a PLM.
   *
   * @param generation how answers are searched for, as the pipeline says under {@code answer};
   *     plain greedy search for a task that does not generate
   * @throws io.fusebox.api.FuseboxException when the task cannot be done with this PLM, and why
   */
  Task on(Plm plm, GenerationConfig generation);

  /** Whether answers are generated, so that a pipeline may say how under {@code answer}. */
  default boolean generates() {
    return false;
  }

  /**
   * Scores answers, however they were found.
   *
   * @param answers one for each example, in their order
   * @throws io.fusebox.api.FuseboxException when there are none, or one that the task cannot give
   */
  default Scores score(List<Example> examples, List<String> answers) {
    return Scores.exact(examples, answers);
  }
}
