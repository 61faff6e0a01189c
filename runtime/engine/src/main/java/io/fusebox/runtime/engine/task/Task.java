package io.fusebox.runtime.engine.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.fusebox.api.plm.Encoded;
import io.fusebox.runtime.data.Example;
import java.util.List;

/**
 * What a pipeline is asked for: what training teaches, and how answers are read from the decoder.
 * Stateless.
 */
public interface Task {
  /**
   * Refuses examples that cannot be taught or scored.
   *
   * @throws io.fusebox.api.FuseboxException naming the first such example
   */
  void requireKnown(List<Example> examples);

  /**
   * What the examples teach, in the task's own numbers: {@code [b, t]} int64, {@link
   * io.fusebox.toolkit.generation.Labels#IGNORED} where there is nothing to learn; owned by {@code
   * manager}.
   */
  NDArray labels(NDManager manager, List<Example> examples);

  /**
   * The mean cross-entropy over the labels that count.
   *
   * @param labels what {@link #labels} gave; their manager owns the result
   * @return a scalar
   */
  NDArray loss(Encoded encoded, NDArray labels);

  /** An answer for each example that was encoded. */
  List<Answer> answer(Encoded encoded);

  /** What an explanation of the given answers' first example is about: the answer just read. */
  Focus focus(Encoded encoded);

  /**
   * The same for an answer of one's own choice.
   *
   * @throws io.fusebox.api.FuseboxException when the task cannot give this answer
   */
  Focus focus(String answer);
}
